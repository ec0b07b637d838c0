import type { ArchiveCounts, ArchiveResult } from '../../domain/issues/index.js';

const numbers = new Intl.NumberFormat('en');
const MOST_TYPES = 8;

/** What an import of an archive did, in a few lines. */
export function archiveSummary({ before, counts }: ArchiveResult, elapsed: number): string {
  const known = before > 0 ? ` (${numbers.format(before)} were read before)` : '';
  if (counts.lines === 0) {
    return `Nothing new${known}.`;
  }
  const rate = Math.round((eventsOf(counts) * 1000) / Math.max(elapsed, 1));
  return [
    `${counted(counts.lines, 'line')}${known} in ${(elapsed / 1000).toFixed(1)} s: ` +
      `${counted(eventsOf(counts), 'event')} of issues, ${numbers.format(rate)} events/s.`,
    `${numbers.format(counts.mirrored)} mirrored, ${numbers.format(counts.unchanged)} unchanged, ` +
      `${numbers.format(counts.stale)} stale, ${numbers.format(counts.seen)} seen before, ` +
      `${counted(counts.broken, 'broken line')}.`,
    ...listed('Ignored', counts.ignored),
    ...listed('Of types that are not mirrored', counts.types),
  ].join('\n');
}

/** Events that something was to be done about. */
export function eventsOf(counts: ArchiveCounts): number {
  return counts.mirrored + counts.unchanged + counts.stale + counts.seen;
}

function listed(title: string, counts: Readonly<Record<string, number>>): string[] {
  const entries = Object.entries(counts).toSorted(([, one], [, other]) => other - one);
  if (entries.length === 0) {
    return [];
  }
  const shown = entries.slice(0, MOST_TYPES);
  const rest = entries.slice(MOST_TYPES).reduce((sum, [, count]) => sum + count, 0);
  const parts = shown.map(([name, count]) => `${numbers.format(count)} ${name}`);
  return [
    `${title}: ${[...parts, ...(rest > 0 ? [`${numbers.format(rest)} more`] : [])].join(', ')}.`,
  ];
}

function counted(count: number, word: string): string {
  return `${numbers.format(count)} ${word}${count === 1 ? '' : 's'}`;
}
