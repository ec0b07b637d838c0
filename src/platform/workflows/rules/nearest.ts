const MOST_LISTED = 12;

/** What somebody who wrote `name` may have meant, or what there is. */
export function nearest(name: string, known: readonly string[]): string {
  const best = known
    .map((candidate) => ({ candidate, distance: distance(name.slice(0, 80), candidate) }))
    .sort((a, b) => a.distance - b.distance)[0];
  if (best && best.distance <= Math.max(2, Math.floor(best.candidate.length / 3))) {
    return `Did you mean "${best.candidate}"?`;
  }
  const listed = known.slice(0, MOST_LISTED).join(', ');
  return `There is ${listed}${known.length > MOST_LISTED ? ', …' : ''}.`;
}

/** Levenshtein's. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = row[j - 1]! + Number(a[i - 1] !== b[j - 1]);
      next.push(Math.min(replaced, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[b.length]!;
}
