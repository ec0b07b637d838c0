import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.js';
import { signIn, type SignedIn } from '../support/sign-in.js';
import { type ConsoleTest, startConsole } from './support/console-test.js';
import { mayLeaveOut } from './support/find-browser.js';
import { readRowKeys } from './support/read-rows.js';
import { changePost, writePost } from './support/write-posts.js';

/** Of an element what these tests use; they are compiled without the browser's library. */
interface Scrolled {
  scrollTop: number;
  scrollHeight: number;
  scrollTo(left: number, top: number): void;
}

describe.skipIf(mayLeaveOut)('the live activity', { timeout: 60_000 }, () => {
  let test: ConsoleTest;
  let bob: SignedIn;
  let page: Page;

  beforeAll(async () => {
    test = await startConsole();
    bob = await signIn(test.app, 'member', 'bob');
    for (let count = 1; count <= 60; count += 1) {
      await writePost(count % 3 === 0 ? bob.client : test.admin.client, `Post ${count}`);
    }
  }, 90_000);
  afterAll(() => test.close());

  beforeEach(async () => {
    page = await test.open('/activity');
    await rowOf('“Post 60”').waitFor();
  });
  afterEach(() => test.leave());

  const rowOf = (text: string) => page.locator('article', { hasText: text });

  it('narrows by a click on a value, and the link, back and forward restore the screen', async () => {
    await page.getByRole('button', { name: 'bob' }).first().click();
    await page.waitForURL('**/console/activity?actor=bob');
    await eventually(async () => expect(await page.getByText('“Post 59”').count()).toBe(0));
    await rowOf('“Post 57”').waitFor();

    await page.getByRole('combobox', { name: 'Filter the activity' }).fill('event:create');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/console/activity?actor=bob&event=create');

    await page.goBack();
    await page.waitForURL('**/console/activity?actor=bob');
    await page.goBack();
    await rowOf('“Post 59”').waitFor();
    await page.goForward();
    await eventually(async () => expect(await page.getByText('“Post 59”').count()).toBe(0));

    const copy = await test.open('/activity?actor=bob');
    await copy.getByText('“Post 57”').waitFor();
    expect(await copy.getByText('“Post 59”').count()).toBe(0);
    expect(await copy.getByRole('list', { name: 'Filters that are on' }).innerText()).toContain(
      'bob',
    );
  });

  it('applies its filters to what arrives, too', async () => {
    await page.goto('/console/activity?actor=bob');
    await rowOf('“Post 57”').waitFor();
    await writePost(test.admin.client, 'Not by bob');
    await writePost(bob.client, 'By bob');
    await rowOf('“By bob”').waitFor();
    expect(await rowOf('“Not by bob”').count()).toBe(0);
  });

  it('keeps still while paused, tells how much is new, and the pause is in the link', async () => {
    await page.keyboard.press('p');
    await page.waitForURL('**/activity?paused=true');
    const before = await readRowKeys(page);
    await writePost(test.admin.client, 'During the pause');
    await page.getByRole('button', { name: '1 new, paused' }).waitFor();
    expect(await readRowKeys(page)).toEqual(before);
    await page.keyboard.press('p');
    await rowOf('“During the pause”').waitFor();
    expect(new URL(page.url()).search).toBe('');
  });

  it('does not move under a reader, and shows what is new when asked', async () => {
    const list = page.getByRole('feed').locator('..');
    await list.evaluate((element: Scrolled) => element.scrollTo(0, 600));
    await rowOf('“Post 45”').waitFor();
    const top = await rowOf('“Post 45”')
      .boundingBox()
      .then((box) => box?.y);
    const post = await writePost(test.admin.client, 'Far above');
    for (let count = 0; count < 9; count += 1) {
      await changePost(test.admin.client, post.id, { title: `Far above ${count}` });
    }
    await page.getByRole('button', { name: '10 new' }).waitFor();
    const now = await rowOf('“Post 45”')
      .boundingBox()
      .then((box) => box?.y);
    expect(now).toBe(top);
    expect(await page.title()).toContain('(10)');
    await page.keyboard.press('.');
    await rowOf('“Far above 8”').waitFor();
    expect(await list.evaluate((element: Scrolled) => element.scrollTop)).toBe(0);
  });

  it('is read by keyboard: j and k move, Enter opens the record', async () => {
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.keyboard.press('k');
    const focused = page.locator('article:focus');
    expect(await focused.getAttribute('data-index')).toBe('0');
    const title = await focused.getByRole('link').first().innerText();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: title.replaceAll(/[“”]/g, '') }).waitFor();
  });

  it('reads older rows on the way down, to the very first', async () => {
    const list = page.getByRole('feed').locator('..');
    await eventually(
      async () => {
        await list.evaluate((element: Scrolled) => element.scrollTo(0, element.scrollHeight));
        expect(await page.getByText('That is where it all began.').count()).toBe(1);
        return (await rowOf('“Post 1”').count()) > 0;
      },
      { within: 10_000, every: 100 },
    );
  });
});
