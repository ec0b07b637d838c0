import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SignInLinksService, UsersService } from '../../src/domain/identity/index.js';
import { waitUntilLive } from './support/console-session.js';
import { type ConsoleTest, startConsole } from './support/console-test.js';
import { mayLeaveOut } from './support/find-browser.js';

const PASSWORD = 'correct horse battery staple';

describe.skipIf(mayLeaveOut)('signing in to the console', { timeout: 60_000 }, () => {
  let test: ConsoleTest;
  let page: Page;

  beforeAll(async () => {
    test = await startConsole();
    await test.app.app.get(UsersService).create({
      name: 'bob',
      display_name: 'Bob',
      role: 'viewer',
      password: PASSWORD,
    });
  });
  afterAll(() => test.close());

  beforeEach(async () => {
    page = await test.tab(undefined);
  });
  afterEach(async () => {
    await test.leave();
    await test.browser.clearCookies();
  });

  it('asks for a name and a password, and leads back to where one wanted to go', async () => {
    await page.goto('/console/activity?actor=bob');
    await page.getByRole('heading', { name: 'Sign in to Backstory' }).waitFor();
    await fillIn(page, 'bob', PASSWORD);
    await page.waitForURL('**/console/activity?actor=bob');
    await page.getByRole('button', { name: 'Menu of bob' }).waitFor();
    await waitUntilLive(page);
  });

  it('refuses a wrong password in words, and keeps the name', async () => {
    await page.goto('/console/sign-in');
    await fillIn(page, 'bob', 'wrong');
    await page.getByRole('alert').getByText('do not belong together').waitFor();
    expect(await page.getByLabel('Name').inputValue()).toBe('bob');
  });

  it('works by a one-time link, once', async () => {
    const token = await test.app.app.get(SignInLinksService).issue(test.admin.user.id);
    await page.goto(`/sign-in?token=${token}`);
    await page.getByRole('heading', { name: 'Live activity' }).waitFor();
    await test.browser.clearCookies();
    await page.goto(`/sign-in?token=${token}`);
    await page.getByRole('alert').getByText('was used already').waitFor();
    expect(await page.getByRole('heading', { name: 'Live activity' }).count()).toBe(0);
  });

  it('signs out in every tab', async () => {
    await page.goto('/console/sign-in');
    await fillIn(page, 'bob', PASSWORD);
    await waitUntilLive(page);
    const other = await test.browser.newPage();
    await other.goto('/console/activity');
    await waitUntilLive(other);
    await page.getByRole('button', { name: 'Menu of bob' }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    for (const tab of [page, other]) {
      await tab.getByRole('heading', { name: 'Sign in to Backstory' }).waitFor();
    }
  });

  it('never leads to another site after signing in', async () => {
    await page.goto('/console/sign-in?to=//evil.example/');
    await fillIn(page, 'bob', PASSWORD);
    await page.getByRole('heading', { name: 'Live activity' }).waitFor();
    expect(new URL(page.url()).origin).toBe(test.app.url);
  });
});

async function fillIn(page: Page, name: string, password: string): Promise<void> {
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}
