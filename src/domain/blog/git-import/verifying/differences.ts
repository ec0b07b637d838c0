import type { PathChanges } from './file-states.js';

const MOST_KEPT = 20;

/** Collects where trail and git differ: counts all, keeps the first few in words. */
export class Differences {
  count = 0;
  readonly first: string[] = [];

  add(...texts: readonly string[]): void {
    this.count += texts.length;
    this.first.push(...texts.slice(0, Math.max(MOST_KEPT - this.first.length, 0)));
  }

  /** Holds what the trail says a commit changed against what git says. */
  compare(sha: string, trail: PathChanges, git: PathChanges): void {
    for (const path of new Set([...trail.keys(), ...git.keys()])) {
      const [ours, theirs] = [said(trail, path), said(git, path)];
      if (ours !== theirs) {
        this.add(`${sha.slice(0, 12)} ${JSON.stringify(path)}: the trail ${ours}, git ${theirs}`);
      }
    }
  }
}

function said(changes: PathChanges, path: string): string {
  const blob = changes.get(path);
  if (blob === undefined) {
    return 'has no change';
  }
  return blob === null ? 'has no text there any more' : `has ${blob.slice(0, 12)}`;
}
