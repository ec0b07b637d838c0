import type { DeliveryOutcome } from '../github-deliveries.js';

/** Types that are counted by name; a hostile file may hold a new one on every line. */
const MOST_NAMES = 50;
const OTHERS = 'others';

/** What became of an archive's lines. */
export interface ArchiveCounts {
  lines: number;
  mirrored: number;
  unchanged: number;
  stale: number;
  /** Events that this installation had received before. */
  seen: number;
  /** Lines that are no event of GitHub. */
  broken: number;
  /** Of types that are mirrored, by reason. */
  ignored: Record<string, number>;
  /** Of types that are not mirrored, by type. */
  types: Record<string, number>;
}

export function noCounts(): ArchiveCounts {
  return {
    lines: 0,
    mirrored: 0,
    unchanged: 0,
    stale: 0,
    seen: 0,
    broken: 0,
    ignored: {},
    types: {},
  };
}

/** Counts under a name, or under "others" once there are many names. */
export function countName(counts: Record<string, number>, name: string): void {
  const known = Object.hasOwn(counts, name) || Object.keys(counts).length < MOST_NAMES;
  const key = known ? name : OTHERS;
  counts[key] = (counts[key] ?? 0) + 1;
}

export function countOutcome(
  counts: ArchiveCounts,
  outcome: DeliveryOutcome,
  reason = 'no reason',
): void {
  if (outcome === 'ignored') {
    countName(counts.ignored, reason);
  } else {
    counts[outcome] += 1;
  }
}

export function sumOfCounts(one: ArchiveCounts, other: Partial<ArchiveCounts>): ArchiveCounts {
  const sum = structuredClone(one);
  for (const key of ['lines', 'mirrored', 'unchanged', 'stale', 'seen', 'broken'] as const) {
    sum[key] += other[key] ?? 0;
  }
  for (const key of ['ignored', 'types'] as const) {
    for (const [name, count] of Object.entries(other[key] ?? {})) {
      sum[key][name] = (sum[key][name] ?? 0) + count;
    }
  }
  return sum;
}
