import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AppNotifications } from '../../src/platform/channels/index.js';
import { eventually } from '../support/eventually.js';
import { signIn, type SignedIn } from '../support/sign-in.js';
import { type ConsoleTest, startConsole } from './support/console-test.js';
import { mayLeaveOut } from './support/find-browser.js';
import { type PostBody, writePost } from './support/write-posts.js';

describe.skipIf(mayLeaveOut)('the bell', { timeout: 60_000 }, () => {
  let test: ConsoleTest;
  let mia: SignedIn;
  let post: PostBody;
  let page: Page;
  let told = 0;

  beforeAll(async () => {
    test = await startConsole();
    post = await writePost(test.admin.client, 'Worth telling');
  });
  afterAll(() => test.close());

  beforeEach(async () => {
    mia = await signIn(test.app, 'member');
  });
  afterEach(() => test.leave());

  const tell = (title: string) =>
    test.app.dataSource.transaction((manager) =>
      test.app.app.get(AppNotifications).notify(manager, {
        userId: mia.user.id,
        kind: 'comment_added',
        title,
        body: 'What was said.',
        link: `/records/Post/${post.id}`,
        actor: 'alice',
        idempotencyKey: `test-${(told += 1)}`,
      }),
    );
  const row = (text: string) => page.locator('li[data-notification]', { hasText: text });
  const bell = (name: string) => page.getByRole('link', { name, exact: true });

  it('rings on every page, in the title too, and falls silent when it was read', async () => {
    page = await test.open('/activity', mia);
    await bell('Notifications').waitFor();
    await tell('alice wrote to you');
    await bell('Notifications, 1 unread').waitFor();
    await eventually(async () => expect(await page.title()).toBe('[1] Activity · Backstory'));
    const other = await test.open('/notifications', mia);
    await page.keyboard.press('g');
    await page.keyboard.press('n');
    await row('alice wrote to you').getByRole('link').first().click();
    await page.getByRole('heading', { name: 'Worth telling' }).waitFor();
    await bell('Notifications').waitFor();
    await other.locator('li[data-unread="false"]').waitFor();
    expect(await page.title()).toBe('Worth telling · Backstory');
  });

  it('lists what comes while one looks, and marks one or all of it', async () => {
    await tell('The first');
    await tell('The second');
    page = await test.open('/notifications', mia);
    await row('The first').waitFor();
    await tell('The third');
    await row('The third').waitFor();
    await row('The first').getByRole('button', { name: 'Mark “The first” read' }).click();
    await bell('Notifications, 2 unread').waitFor();
    await page.getByText('Unread', { exact: true }).click();
    await page.waitForURL('**/notifications?unread=true');
    await eventually(async () => expect(await row('The first').count()).toBe(0));
    await page.getByRole('button', { name: 'Mark all read' }).click();
    await page.getByRole('heading', { name: 'You have read everything' }).waitFor();
    await bell('Notifications').waitFor();
  });

  it('is not heard by anybody else', async () => {
    await tell('For mia alone');
    page = await test.open('/notifications', mia);
    await row('For mia alone').waitFor();
    page = await test.open('/notifications');
    await page.getByRole('heading', { name: 'Nobody told you anything yet' }).waitFor();
  });
});
