import type { ExactImage } from '../reading/exact-json.js';
import type { ForeignKey } from './foreign-keys.js';
import { pointedAt, pointsTo } from './image-links.js';
import type { Reversal } from './reversal.js';

/**
 * The order in which foreign keys hold at every step: rows come back after the rows that they point
 * to, then rows change, then rows go before the rows that they point to. Rows that point at each
 * other in a circle come as they are; the database says whether it can be done.
 */
export function inWriteOrder(
  reversals: readonly Reversal[],
  keys: readonly ForeignKey[],
): Reversal[] {
  const created = reversals.filter(({ before, after }) => before !== null && after === null);
  const destroyed = reversals.filter(({ before, after }) => before === null && after !== null);
  const updated = reversals.filter(({ before, after }) => before !== null && after !== null);
  return [
    ...parentsFirst(created, keys, ({ before }) => before!),
    ...updated,
    ...parentsFirst(destroyed, keys, ({ after }) => after!).toReversed(),
  ];
}

function parentsFirst(
  reversals: readonly Reversal[],
  keys: readonly ForeignKey[],
  imageOf: (reversal: Reversal) => ExactImage,
): Reversal[] {
  const targets = new Map<string, Reversal>();
  for (const reversal of reversals) {
    for (const key of keys.filter(({ parent }) => parent === reversal.entity)) {
      targets.set(`${keys.indexOf(key)} ${pointedAt(imageOf(reversal), key)}`, reversal);
    }
  }
  const ordered = new Set<Reversal>();
  const entered = new Set<Reversal>();
  // A stack of its own: a chain of replies may be longer than the call stack.
  const stack = reversals.toReversed();
  while (stack.length > 0) {
    const reversal = stack.at(-1)!;
    if (ordered.has(reversal)) {
      stack.pop();
      continue;
    }
    const parents = keys
      .filter(({ child }) => child === reversal.entity)
      .flatMap((key) => {
        const value = pointsTo(imageOf(reversal), key);
        return value === undefined ? [] : [targets.get(`${keys.indexOf(key)} ${value}`)];
      })
      .filter((parent) => parent !== undefined && !ordered.has(parent) && !entered.has(parent));
    if (entered.has(reversal) || parents.length === 0) {
      ordered.add(reversal);
      stack.pop();
      continue;
    }
    entered.add(reversal);
    stack.push(...(parents as Reversal[]));
  }
  return [...ordered];
}
