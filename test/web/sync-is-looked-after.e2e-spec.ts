import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signIn } from '../support/sign-in.js';
import { GemClient, gemMessage } from '../sync/support/raw-request.js';
import { type ConsoleTest, startConsole } from './support/console-test.js';
import { mayLeaveOut } from './support/find-browser.js';
import { changePost, writePost } from './support/write-posts.js';

const CREDENTIALS = 'keeper:open-sesame';

describe.skipIf(mayLeaveOut)('the page of sync', { timeout: 60_000 }, () => {
  let test: ConsoleTest;
  let page: Page;
  let gem: GemClient;
  let post: string;

  beforeAll(async () => {
    test = await startConsole({
      env: {
        BACKSTORY_SYNC_NAME: 'facade',
        BACKSTORY_SYNC_PEER: 'central',
        BACKSTORY_SYNC_CREDENTIALS: CREDENTIALS,
        BACKSTORY_SYNC_INTERVAL: '86400',
      },
    });
    gem = new GemClient(test.app.url, CREDENTIALS);
  });
  afterAll(() => test?.close());

  const messages = () => page.locator('[data-message]');
  const peer = () => page.locator('[data-peer="central"]');

  it('shows what comes as it comes, and what it carries by keyboard', async () => {
    page = await test.open('/activity');
    await page.keyboard.press('g');
    await page.keyboard.press('s');
    await peer().getByText('not heard of yet').waitFor();
    await page.getByRole('heading', { name: 'No message yet' }).waitFor();

    await gem.post([
      gemMessage(1, 'post', { id: 700, title: 'From afar', body: 'b', status: 'draft' }),
      gemMessage(2, 'comment', { id: 9, body: 'lost', post_id: 999_999 }),
    ]);

    await messages().nth(1).getByText('applied').waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/sync?id=1');
    await messages().nth(1).getByText('From afar').waitFor();
  });

  it('leads from a count to what failed, with the reason, and gives it up', async () => {
    await peer().getByRole('button', { name: '1' }).click();
    await page.waitForURL('**/sync?*state=pending*');
    await messages()
      .getByText(/foreign key/)
      .waitFor();

    await messages()
      .getByRole('button', { name: /^Give message/ })
      .click();
    await page.getByRole('textbox', { name: 'Reason' }).fill('nobody misses it');
    await page.getByRole('button', { name: 'Give it up' }).click();
    await page.getByRole('heading', { name: 'No message passes these filters' }).waitFor();
    await page.goto('/console/sync?state=skipped');
    await messages().getByText('nobody misses it').waitFor();
  });

  it('holds a record beside what the other side told, and says what it knows', async () => {
    await changePost(test.admin.client, '700', { title: 'Changed here' });
    await page.goto('/console/sync?state=processed');
    await messages()
      .getByRole('button', { name: /^Post 700 here and at central/ })
      .click();
    await page.getByText('1 field differs. 1 message about it on the way.').waitFor();
    const title = page.getByRole('row', { name: /title/ });
    expect((await title.innerText()).replaceAll(/\s+/g, ' ')).toContain('Changed here From afar');
    await page.getByText(/central opens the connections, so it cannot be asked/).waitFor();
  });

  it('lists a conflict with both values and why it was decided so', async () => {
    post = (await writePost(test.admin.client, 'Ours')).id;
    await gem.post([gemMessage(3, 'post', { id: Number(post), title: 'Theirs', body: 'b' })]);
    await page.goto('/console/sync');
    await peer().getByRole('button', { name: '1', exact: true }).last().click();
    await page.waitForURL('**/sync?*view=conflicts*');
    const conflict = page.locator('[data-conflict]');
    await conflict.getByText('Ours').waitFor();
    await conflict.getByText('Theirs').waitFor();
    await conflict.getByText(/By the rule “field merge”/).waitFor();
  });

  it('is for operators', async () => {
    const viewer = await signIn(test.app, 'viewer');
    page = await test.open('/sync', viewer);
    await page.getByRole('alert').waitFor();
    expect(await page.getByRole('link', { name: 'Sync' }).count()).toBe(0);
  });
});
