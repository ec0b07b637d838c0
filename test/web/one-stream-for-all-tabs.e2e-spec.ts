import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.js';
import { newBrowserOf, openPage } from './support/console-session.js';
import { type ConsoleTest, startConsole } from './support/console-test.js';
import { mayLeaveOut } from './support/find-browser.js';
import { readRowKeys } from './support/read-rows.js';
import { writePost } from './support/write-posts.js';

describe.skipIf(mayLeaveOut)('the tabs of a browser', { timeout: 60_000 }, () => {
  let test: ConsoleTest;

  beforeAll(async () => {
    test = await startConsole();
  });
  afterAll(() => test.close());

  it('share one stream, and hand it over within two seconds without loss', async () => {
    const context = await newBrowserOf(test.browser, test.app.url, test.admin);
    const streams = streamsOf(context);
    const tabs: Page[] = [];
    // One more than the connections that a browser allows to a server.
    for (let count = 0; count < 7; count += 1) tabs.push(await openPage(context, '/activity'));
    expect(streams).toHaveLength(1);
    await writePost(test.admin.client, 'Seen by all');
    for (const tab of tabs) await tab.getByRole('link', { name: '“Seen by all”' }).waitFor();

    const leader = tabs.find((tab) => tab === streams[0]);
    const others = tabs.filter((tab) => tab !== leader);
    await leader?.close();
    const closedAt = Date.now();
    await writePost(test.admin.client, 'Written in between');
    await eventually(() => expect(streams).toHaveLength(2), { within: 2_000 });
    for (const tab of others)
      await tab.getByRole('link', { name: '“Written in between”' }).waitFor();
    expect(Date.now() - closedAt).toBeLessThan(4_000);
    for (const tab of others) {
      const keys = await readRowKeys(tab);
      expect(new Set(keys).size).toBe(keys.length);
    }
    await context.close();
  });

  it('share one stream also where Web Locks are missing', async () => {
    const context = await newBrowserOf(test.browser, test.app.url, test.admin);
    await context.addInitScript('delete Navigator.prototype.locks;');
    const streams = streamsOf(context);
    const first = await openPage(context, '/activity');
    const second = await openPage(context, '/activity');
    await eventually(() => expect(streams).toHaveLength(1));
    await first.close();
    await writePost(test.admin.client, 'Led by a lease');
    await second.getByRole('link', { name: '“Led by a lease”' }).waitFor({ timeout: 4_000 });
    await context.close();
  });

  it('go on by long polls when something on the way blocks streams', async () => {
    const context = await newBrowserOf(test.browser, test.app.url, test.admin);
    await context.route('**/feed/stream', (route) => route.abort());
    const page = await context.newPage();
    await page.goto('/console/activity');
    const chip = page.locator('[data-testid="connection"][data-state="polling"]');
    await chip.waitFor({ timeout: 20_000 });
    await writePost(test.admin.client, 'Fetched by a poll');
    await page.getByRole('link', { name: '“Fetched by a poll”' }).waitFor();
    await context.close();
  });
});

/** The pages that opened a stream, in order. */
function streamsOf(context: BrowserContext): Page[] {
  const pages: Page[] = [];
  context.on('request', (request) => {
    if (new URL(request.url()).pathname === '/feed/stream') pages.push(request.frame().page());
  });
  return pages;
}
