import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.js';
import { withClient } from '../support/outbox-rows.js';
import { signIn } from '../support/sign-in.js';
import { type ConsoleTest, startConsole } from './support/console-test.js';
import { mayLeaveOut } from './support/find-browser.js';
import { type PostBody } from './support/write-posts.js';

/** Each step is caused by the one with half its number; the last has number `count`. */
const MANY_STEPS = `
  WITH numbered AS (SELECT n, (SELECT max(id) FROM backstory.versions) + n AS id FROM generate_series(1, $1::int) n)
  INSERT INTO backstory.versions (id, item_type, item_id, event, whodunnit, actor_type, source, object_changes,
    correlation_id, causation_id, created_at) OVERRIDING SYSTEM VALUE
  SELECT id, 'Post', n::text, 'update', 'alice', 'user', 'application', '{"title":["a","b"]}',
    'a-big-one', CASE WHEN n > 1 THEN 'version:' || (id - n + n / 2) END, now() + n * interval '1 ms'
  FROM numbered`;

describe.skipIf(mayLeaveOut)('the trace of a correlation', { timeout: 60_000 }, () => {
  let test: ConsoleTest;
  let page: Page;
  let post: PostBody;
  let correlation: string;
  let count = 0;

  beforeAll(async () => {
    test = await startConsole();
  });
  afterAll(() => test.close());

  beforeEach(async () => {
    count += 1;
    correlation = `trace-${count}`;
    const together = { 'x-correlation-id': correlation };
    const { client } = test.admin;
    const body = { title: 'Told together', body: 'One.', tags: ['red'] };
    post = (await client.post<PostBody>('/posts', body, together)).body;
    await client.patch(`/posts/${post.id}`, { body: 'Two.' }, together);
  });
  afterEach(() => test.leave());

  const step = (text: string) => page.getByRole('treeitem', { name: text });
  const openTrace = async (query = ''): Promise<void> => {
    page = await test.open(`/correlations/${correlation}${query}`);
    await page.getByRole('treeitem').first().waitFor();
  };

  it('opens from the row of a change, with that change in view', async () => {
    page = await test.open('/activity');
    const row = page.locator('article', { hasText: `#${post.id}` }).first();
    await row.getByRole('link', { name: 'Trace: what it happened with' }).click();
    await page.waitForURL(/correlations\/trace-\d+\?node=version/);
    await page.getByRole('heading', { name: 'What happened together' }).waitFor();
    await page.locator('[role="treeitem"][data-opened="true"] dl').first().waitFor();
  });

  it('opens from anywhere, by Ctrl+K and its id', async () => {
    page = await test.open('/deliveries');
    await page.getByRole('heading', { name: 'Deliveries' }).waitFor();
    await page.keyboard.press('Control+k');
    await page.getByPlaceholder('A page, WEB-7').fill(correlation);
    await page.keyboard.press('Enter');
    await page.waitForURL(new RegExp(`correlations/${correlation}`));
    await page.getByRole('treeitem').first().waitFor();
  });

  it('grows by itself while more happens under it', async () => {
    await openTrace();
    await test.admin.client.patch(
      `/posts/${post.id}`,
      { title: 'And on it goes' },
      { 'x-correlation-id': correlation },
    );
    await step('change: alice changed title').waitFor();
  });

  it('is read by keyboard, and its link opens the same step', async () => {
    await openTrace();
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.keyboard.press('k');
    expect(await page.locator('[role="treeitem"]:focus').getAttribute('data-index')).toBe('0');
    const key = await page.locator('[role="treeitem"]:focus').getAttribute('data-node');
    await page.keyboard.press('Enter');
    await page.waitForURL(`**node=${encodeURIComponent(key ?? '')}`);
    const detail = page.locator(`[data-node="${key}"] dl`).first();
    await detail.waitFor();
    await page.reload();
    await detail.waitFor();
  });

  it('finds steps by their words, and the search is in the link', async () => {
    await openTrace();
    await page.keyboard.press('/');
    await page.keyboard.type('body kind:version');
    await page.waitForURL('**q=body+kind%3Aversion');
    await page.getByRole('status').getByText('1 found').waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('status').getByText('1 of 1 found').waitFor();
    expect(await step('changed body').getAttribute('data-marked')).toBe('true');
  });

  it('holds two thousand steps, and shows any of them at once', async () => {
    await withClient(test.app.databaseUrl, (client) => client.query(MANY_STEPS, [2_000]));
    correlation = 'a-big-one';
    await openTrace();
    await page.getByText('2,000 changes').waitFor();
    expect(await page.getByRole('treeitem').count()).toBeLessThan(80);
    await page.keyboard.press('j');
    await page.keyboard.press('End');
    const focused = page.locator('[role="treeitem"]:focus');
    await page.locator('[role="treeitem"][data-index="1999"]:focus').waitFor();
    const last = await focused.getAttribute('data-node');
    await page.getByRole('button', { name: 'Close all' }).click();
    await eventually(async () => expect(await page.getByRole('treeitem').count()).toBe(1));
    await page.keyboard.press('j');
    await page.keyboard.press(']');
    await eventually(async () => expect(await page.getByRole('treeitem').count()).toBe(3));
    await page.goto(`/console/correlations/a-big-one?node=${last}`);
    await page.locator(`[data-node="${last}"]:focus`).waitFor();
  });

  it('is taken away as JSON', async () => {
    await openTrace();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'JSON' }).click(),
    ]);
    const file = JSON.parse(await readFile(await download.path(), 'utf8')) as { nodes: unknown[] };
    expect(file).toMatchObject({ correlation_id: correlation });
    expect(file.nodes.length).toBe(await page.getByRole('treeitem').count());
  });

  it('is undone as a whole by an operator, and not by others', async () => {
    await openTrace();
    await page.getByRole('button', { name: 'Undo all of it…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Told together').waitFor();
    await dialog.getByRole('button', { name: 'Undo all of it' }).click();
    await dialog.waitFor({ state: 'hidden' });
    expect((await test.admin.client.get(`/posts/${post.id}`)).status).toBe(404);

    const viewer = await signIn(test.app, 'viewer');
    page = await test.open(`/correlations/${correlation}`, viewer);
    await page.getByRole('treeitem').first().waitFor();
    expect(await page.getByRole('button', { name: 'Undo all of it…' }).count()).toBe(0);
  });
});
