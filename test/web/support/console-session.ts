import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import type { SignedIn } from '../../support/sign-in.js';

/** A browser of its own (cookies, tabs, locks) in which somebody is signed in. */
export async function newBrowserOf(
  browser: Browser,
  url: string,
  person: Pick<SignedIn, 'cookie'>,
  options: BrowserContextOptions = {},
): Promise<BrowserContext> {
  const context = await browser.newContext({ baseURL: url, ...options });
  // Below the test's own limit, so that a failure names what it waited for.
  context.setDefaultTimeout(12_000);
  const [name = '', value = ''] = person.cookie.split('=');
  await context.addCookies([{ name, value, url }]);
  return context;
}

/** Opens a page of the console and waits until it is live. */
export async function openPage(context: BrowserContext, path: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`/console${path}`);
  await waitUntilLive(page);
  return page;
}

export async function waitUntilLive(page: Page, timeout = 20_000): Promise<void> {
  await page.locator('[data-testid="connection"][data-state="live"]').waitFor({ timeout });
}
