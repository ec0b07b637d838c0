import type { Page } from 'playwright-core';

/** The keys of the activity rows that exist in the page, newest first. */
export async function readRowKeys(page: Page): Promise<string[]> {
  // As text: the tests are compiled without the browser's library.
  const rows = await page.evaluate<[number, string][]>(
    `[...document.querySelectorAll('article[data-key]')]
       .map((row) => [Number(row.dataset.index), row.dataset.key])`,
  );
  return rows.sort(([left], [right]) => left - right).map(([, key]) => key);
}
