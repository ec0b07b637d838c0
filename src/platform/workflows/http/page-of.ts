import type { Page } from '../storing/workflow.interface.js';

/** One more than asked for is read, to know whether there is a next page. */
export async function pageOf<T extends { readonly id: string }>(
  { limit, after }: Page,
  read: (page: Page) => Promise<readonly T[]>,
): Promise<{ items: readonly T[]; next: string | null }> {
  const found = await read({ limit: limit + 1, after });
  const items = found.slice(0, limit);
  return { items, next: found.length > limit ? (items.at(-1)?.id ?? null) : null };
}
