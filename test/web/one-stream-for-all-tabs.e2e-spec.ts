import type { BrowserContext, Locator, Page, Request } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.js';
import { newBrowser, openPage } from './support/console-session.js';
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
  afterEach(() => test.leave());

  it('share one stream, and hand it over within two seconds without loss', async () => {
    const streaming = tabsWithStream(test.browser);
    const tabs: Page[] = [];
    // One more than the connections that a browser allows to a server.
    for (let count = 0; count < 7; count += 1) tabs.push(await test.open('/activity'));
    const leader = await eventually(() => theOnly(streaming));
    await writePost(test.admin.client, 'Seen by all');
    await Promise.all(tabs.map((tab) => linkIn(tab, '“Seen by all”').waitFor()));

    const others = tabs.filter((tab) => tab !== leader);
    await leader.close();
    const [successor] = await Promise.all([
      eventually(() => theOnly(streaming), { within: 2_000 }),
      writePost(test.admin.client, 'Written in between'),
    ]);
    await linkIn(successor, '“Written in between”').waitFor({ timeout: 4_000 });
    await Promise.all(others.map((tab) => linkIn(tab, '“Written in between”').waitFor()));
    for (const tab of others) {
      const keys = await readRowKeys(tab);
      expect(new Set(keys).size).toBe(keys.length);
    }
  });

  it('share one stream also where Web Locks are missing', async () => {
    const context = await newBrowser(test.app.url, test.admin);
    await context.addInitScript('delete Navigator.prototype.locks;');
    const streaming = tabsWithStream(context);
    const first = await openPage(context, '/activity');
    const second = await openPage(context, '/activity');
    await eventually(() => theOnly(streaming) === first);
    await first.close();
    await writePost(test.admin.client, 'Led by a lease');
    await second.getByRole('link', { name: '“Led by a lease”' }).waitFor({ timeout: 4_000 });
    await context.close();
  });

  it('go on by long polls when something on the way blocks streams', async () => {
    const page = await test.tab(test.admin);
    await page.route('**/feed/stream', (route) => route.abort());
    await page.goto('/console/activity');
    const chip = page.locator('[data-testid="connection"][data-state="polling"]');
    await chip.waitFor({ timeout: 20_000 });
    await writePost(test.admin.client, 'Fetched by a poll');
    await page.getByRole('link', { name: '“Fetched by a poll”' }).waitFor();
    await page.unrouteAll();
  });
});

function linkIn(tab: Page, name: string): Locator {
  return tab.getByRole('link', { name });
}

/** The tabs that hold a stream, kept up to date. */
function tabsWithStream(context: BrowserContext): Set<Page> {
  const tabs = new Set<Page>();
  context.on('request', (request) => {
    if (!isStream(request)) return;
    const tab = request.frame().page();
    tabs.add(tab);
    tab.once('close', () => tabs.delete(tab));
  });
  const end = (request: Request): void => {
    if (isStream(request)) tabs.delete(request.frame().page());
  };
  context.on('requestfailed', end);
  context.on('requestfinished', end);
  return tabs;
}

function isStream(request: Request): boolean {
  return new URL(request.url()).pathname === '/feed/stream';
}

/** A busy machine may make tabs take their leader for dead: two of them stream for a moment then. */
function theOnly(tabs: Set<Page>): Page {
  const [tab] = tabs;
  if (tab === undefined || tabs.size > 1) throw new Error(`${tabs.size} tabs have a stream`);
  return tab;
}
