import type { BrowserContext, Page } from 'playwright-core';
import { createTestApp, type TestApp, type TestAppOptions } from '../../support/create-test-app.js';
import { signIn, type SignedIn } from '../../support/sign-in.js';
import { buildConsole } from './build-console.js';
import { newBrowser, type Person, showPage, takeSession } from './console-session.js';

/** The application with its console, and a browser that people use one after the other. */
export interface ConsoleTest {
  readonly app: TestApp;
  /** Somebody who may do everything. */
  readonly admin: SignedIn;
  /** One for the whole file: a console that was loaded before opens in a fifth of the time. */
  readonly browser: BrowserContext;
  /** Opens a page of the console and waits until it is live. @defaultValue as the admin */
  open(path: string, person?: Person): Promise<Page>;
  /** A tab to go anywhere with, as somebody or as nobody. */
  tab(person: Person | undefined): Promise<Page>;
  /** Ends what a test did in the browser; the next one goes on in one of its tabs. */
  leave(): Promise<void>;
  close(): Promise<void>;
}

export async function startConsole(options: TestAppOptions = {}): Promise<ConsoleTest> {
  await buildConsole();
  const app = await createTestApp(options);
  const browser = await newBrowser(app.url);
  const admin = await signIn(app, 'admin', 'alice');
  let seated: Person | undefined;
  let free: Page | undefined;

  async function leave(): Promise<void> {
    const [first, ...others] = browser.pages();
    await Promise.all(others.map((page) => page.close()));
    // Where the mouse rests, things look different.
    await first?.mouse.move(0, 0);
    free = first;
  }

  async function tab(person: Person | undefined): Promise<Page> {
    if (seated !== person) {
      await leave();
      // Or what is still shown would notice that its session is gone.
      await free?.goto('about:blank');
      await browser.clearCookies();
      if (person) await takeSession(browser, app.url, person);
      seated = person;
    }
    const page = free ?? (await browser.newPage());
    free = undefined;
    return page;
  }

  return {
    app,
    admin,
    browser,
    tab,
    open: async (path, person = admin) => showPage(await tab(person), path),
    leave,
    async close() {
      await browser.close();
      await app.close();
    },
  };
}
