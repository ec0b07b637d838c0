/** Changes of files that became no version, by why. */
export interface Skipped {
  readonly binary: number;
  readonly huge: number;
  readonly links: number;
  readonly submodules: number;
  /** Only the mode changed: there is nothing about it in a post. */
  readonly modes: number;
}

const NOTHING: Skipped = { binary: 0, huge: 0, links: 0, submodules: 0, modes: 0 };

/** The sum of two counts. */
export function addSkipped(one: Partial<Skipped>, other: Partial<Skipped>): Skipped {
  const names = Object.keys(NOTHING) as (keyof Skipped)[];
  const sums = names.map((name) => [name, (one[name] ?? 0) + (other[name] ?? 0)]);
  return Object.fromEntries(sums) as Record<keyof Skipped, number>;
}
