import type { BrowserContext, Page } from 'playwright-core';
import type { SignedIn } from '../../support/sign-in.js';
import { openBrowser } from './open-browser.js';

/** Whose session a browser has. */
export type Person = Pick<SignedIn, 'cookie'>;

/** A browser of its own: cookies, tabs, locks. Nothing moves in it, so that nothing is waited for. */
export async function newBrowser(url: string, person?: Person): Promise<BrowserContext> {
  const browser = await openBrowser();
  const context = await browser.newContext({ baseURL: url, reducedMotion: 'reduce' });
  // Below the test's own limit, so that a failure names what it waited for.
  context.setDefaultTimeout(20_000);
  if (person) await takeSession(context, url, person);
  return context;
}

export async function takeSession(
  context: BrowserContext,
  url: string,
  { cookie }: Person,
): Promise<void> {
  const [name = '', value = ''] = cookie.split('=');
  await context.addCookies([{ name, value, url }]);
}

/** Opens a page of the console in a new tab and waits until it is live. */
export async function openPage(context: BrowserContext, path: string): Promise<Page> {
  return showPage(await context.newPage(), path);
}

/** Loads a page of the console and waits until it is live. */
export async function showPage(page: Page, path: string): Promise<Page> {
  await page.goto(`/console${path}`);
  await waitUntilLive(page);
  return page;
}

export async function waitUntilLive(page: Page, timeout = 20_000): Promise<void> {
  await page.locator('[data-testid="connection"][data-state="live"]').waitFor({ timeout });
}
