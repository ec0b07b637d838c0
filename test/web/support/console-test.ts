import type { Browser } from 'playwright-core';
import { createTestApp, type TestApp, type TestAppOptions } from '../../support/create-test-app.js';
import { signIn, type SignedIn } from '../../support/sign-in.js';
import { buildConsole } from './build-console.js';
import { openBrowser } from './open-browser.js';

/** The application with its console, a browser, and somebody who may do everything. */
export interface ConsoleTest {
  readonly app: TestApp;
  readonly browser: Browser;
  readonly admin: SignedIn;
  close(): Promise<void>;
}

export async function startConsole(options: TestAppOptions = {}): Promise<ConsoleTest> {
  await buildConsole();
  const [app, browser] = await Promise.all([createTestApp(options), openBrowser()]);
  const admin = await signIn(app, 'admin', 'alice');
  return {
    app,
    browser,
    admin,
    async close() {
      await browser.close();
      await app.close();
    },
  };
}
