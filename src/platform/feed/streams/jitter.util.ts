/** A random number of the range, so that clients do not come back together. */
export function jitter([least, most]: readonly [number, number]): number {
  return least + Math.random() * (most - least);
}
