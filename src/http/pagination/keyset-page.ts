import { encodeCursor } from './cursor.js';

/** One page of a list, and the cursor of the next. */
export interface KeysetPage<Item> {
  readonly items: Item[];
  /** null on the last page. */
  readonly next: string | null;
}

/** Cuts a page out of what was found by asking for one record more than the page may have. */
export function keysetPage<Item extends { readonly id: string }>(
  list: string,
  found: readonly Item[],
  limit: number,
): KeysetPage<Item> {
  const items = found.slice(0, limit);
  const last = found.length > limit ? items.at(-1) : undefined;
  return { items, next: last ? encodeCursor(list, last.id) : null };
}
