import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DeliverySubscribers } from '../../src/platform/deliveries/index.js';
import { eventually } from '../support/eventually.js';
import { signIn } from '../support/sign-in.js';
import { type ConsoleTest, startConsole } from './support/console-test.js';
import { mayLeaveOut } from './support/find-browser.js';
import { writePost } from './support/write-posts.js';

describe.skipIf(mayLeaveOut)('the deliveries page', { timeout: 60_000 }, () => {
  let test: ConsoleTest;
  let page: Page;
  let broken = true;

  beforeAll(async () => {
    test = await startConsole({
      prepare: (app) => {
        app.get(DeliverySubscribers).register({
          name: 'mail',
          maxAttempts: 2,
          backoff: [10],
          routes: () => [{ kind: 'version', itemType: 'Post', event: 'create' }],
          async handle(_delivery, { note }) {
            await Promise.resolve();
            note({ server: 'mx1' });
            if (broken) throw new Error('the mail server is away');
          },
        });
        app.get(DeliverySubscribers).register({
          name: 'slow-mail',
          backoff: [600_000],
          routes: () => [{ kind: 'version', itemType: 'Post', event: 'destroy' }],
          async handle() {
            await Promise.resolve();
            throw new Error('come back later');
          },
        });
      },
    });
  });
  afterAll(() => test.close());

  beforeEach(() => {
    broken = true;
  });
  afterEach(() => test.leave());

  const rows = () => page.locator('[data-delivery]');
  const dead = async (count: number): Promise<void> => {
    for (let post = 0; post < count; post += 1) await writePost(test.admin.client, `Post ${post}`);
  };

  it('shows what dies as it dies, with every attempt, and the link keeps it open', async () => {
    page = await test.open('/deliveries?state=dead');
    await page.getByRole('heading', { name: 'No delivery passes these filters' }).waitFor();
    await dead(1);
    await rows().getByText('the mail server is away').waitFor();
    await page.getByRole('button', { name: /Attempts of delivery/ }).click();
    const log = page.getByRole('list', { name: /Attempts of delivery/ });
    await eventually(async () => expect(await log.getByRole('listitem').count()).toBe(2));
    await log.getByText('mx1').first().waitFor();
    await page.reload();
    await log.getByText('mx1').first().waitFor();
    await rows().getByRole('link', { name: 'Trace: what it happened with' }).click();
    await page.getByRole('treeitem', { name: 'delivery to mail' }).waitFor();
  });

  it('retries one, and skips one with a reason', async () => {
    await dead(2);
    page = await test.open('/deliveries?subscriber=mail');
    await eventually(
      async () => expect(await rows().getByText('dead').count()).toBeGreaterThanOrEqual(2),
      { within: 10_000 },
    );
    await rows().first().getByRole('button', { name: 'Skip delivery' }).click();
    await page.getByRole('dialog').getByLabel('Reason').fill('nobody reads it');
    await page.getByRole('button', { name: 'Skip it' }).click();
    await rows().first().getByText('nobody reads it').waitFor();
    broken = false;
    const second = rows().nth(1);
    await second.getByRole('button', { name: 'Retry delivery' }).click();
    await second.getByText('done', { exact: true }).waitFor();
  });

  it('retries all that match in the background, and says how far it is', async () => {
    await dead(12);
    page = await test.open('/deliveries?state=dead&subscriber=mail');
    await eventually(async () => expect(await rows().count()).toBeGreaterThanOrEqual(12), {
      within: 10_000,
    });
    broken = false;
    await page.getByRole('button', { name: 'Retry all that match…' }).click();
    await page.getByRole('dialog').getByText('subscriber mail').waitFor();
    await page.getByRole('button', { name: 'Retry them' }).click();
    await page
      .getByRole('list', { name: 'Tasks' })
      .getByText(/Retried 1\d deliveries/)
      .waitFor();
    await page.getByRole('heading', { name: 'No delivery passes these filters' }).waitFor();
    await page.getByText('Done', { exact: true }).click();
    await eventually(async () => expect(await rows().count()).toBeGreaterThanOrEqual(12));
  });

  it('counts down to the next attempt', async () => {
    const post = await writePost(test.admin.client, 'To be destroyed');
    await test.admin.client.delete(`/posts/${post.id}`);
    page = await test.open('/deliveries?subscriber=slow-mail');
    await rows().getByText('will retry').waitFor();
    await rows()
      .getByText(/in \d+ min \d+ s/)
      .waitFor();
  });

  it('narrows by a click on a value, and lets a viewer do nothing', async () => {
    await dead(1);
    const viewer = await signIn(test.app, 'viewer');
    page = await test.open('/deliveries', viewer);
    const mail = page.getByRole('button', { name: 'mail', exact: true });
    await rows()
      .filter({ has: mail })
      .first()
      .getByRole('button', { name: 'mail', exact: true })
      .click();
    await page.waitForURL('**/deliveries?subscriber=mail');
    await page.getByText('Dead', { exact: true }).click();
    await page.waitForURL('**/deliveries?subscriber=mail&state=dead');
    await rows().first().waitFor();
    expect(await page.getByRole('button', { name: /Retry|Skip/ }).count()).toBe(0);
    const id = await rows().first().getAttribute('data-delivery');
    expect((await viewer.client.post(`/deliveries/${id}/retry`)).status).toBe(403);
  });
});
