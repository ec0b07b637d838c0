import type { TimelineEntry } from '../api/issues.js';

/** Worth knowing, and not worth a line each. */
const quietKinds = new Set(['viewed', 'comment_viewed', 'subscriptions', 'comment_edited']);
/** So many quiet ones in a row still stand for themselves. */
const FEW = 2;

export interface Run {
  quiet: boolean;
  entries: TimelineEntry[];
}

/** Gathers quiet entries that follow on each other, so that they can be folded. */
export function inRuns(entries: TimelineEntry[], linked?: string): Run[] {
  const runs: Run[] = [];
  for (const entry of entries) {
    const isLinked = entry.parts.some(({ id }) => id === linked);
    const quiet = quietKinds.has(entry.kind) && !isLinked;
    const last = runs.at(-1);
    if (last?.quiet === quiet) last.entries.push(entry);
    else runs.push({ quiet, entries: [entry] });
  }
  return runs.map(({ quiet, entries: own }) => ({
    quiet: quiet && own.length > FEW,
    entries: own,
  }));
}
