import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { signIn } from '../support/sign-in.js';
import { type ConsoleTest, startConsole } from './support/console-test.js';
import { mayLeaveOut } from './support/find-browser.js';
import { changePost, type PostBody, writePost } from './support/write-posts.js';

/** Long enough to be shown with its differences inside rather than as two values. */
const TEXT = 'It does so every day, at about the same time, and nobody knows what for.';

describe.skipIf(mayLeaveOut)("a record's history", { timeout: 60_000 }, () => {
  let test: ConsoleTest;
  let page: Page;
  let post: PostBody;

  beforeAll(async () => {
    test = await startConsole();
  });
  afterAll(() => test.close());

  beforeEach(async () => {
    const { client } = test.admin;
    post = await writePost(
      client,
      'The first title',
      `The quick brown fox jumps over the dog. ${TEXT}`,
    );
    await changePost(client, post.id, { body: `The slow brown fox jumps over the cat. ${TEXT}` });
    await changePost(client, post.id, { title: 'The second title', status: 'published' });
    page = await test.open(`/records/Post/${post.id}`);
    await page.getByRole('heading', { name: 'The second title' }).waitFor();
  });
  afterEach(() => test.leave());

  const item = (text: string) => page.locator('li[data-version]', { hasText: text });

  it('tells each version in a sentence, and its differences by sign as well as by colour', async () => {
    await item('alice changed title and status')
      .or(item('alice changed status and title'))
      .waitFor();
    await item('alice created this record').waitFor();
    const body = item('alice changed body');
    await body.getByRole('button', { name: '1 field changed', expanded: true }).waitFor();
    expect(await body.locator('del').allInnerTexts()).toContain('quick');
    expect(await body.locator('ins').allInnerTexts()).toContain('slow');
  });

  it('shows a new version by itself', async () => {
    await changePost(test.admin.client, post.id, { title: 'A third title' });
    await item('A third title').waitFor();
    await page.getByRole('heading', { name: 'A third title' }).waitFor();
  });

  it('compares any two versions, and the link keeps the comparison', async () => {
    const marks = page.getByRole('checkbox', { name: /Mark version/ });
    await marks.first().click();
    await marks.last().click();
    const drawer = page.getByRole('dialog', { name: 'Two versions compared' });
    await drawer.getByText('The first title').waitFor();
    await drawer.getByText('The second title').waitFor();
    await page.reload();
    await drawer.getByText('The second title').waitFor();
    await page.keyboard.press('Escape');
    await drawer.waitFor({ state: 'hidden' });
    expect(new URL(page.url()).search).toBe('');
  });

  it('shows the record as of any version', async () => {
    await page.getByText('As of…').click();
    const table = page.getByRole('table');
    await table.getByText('The second title').waitFor();
    const back = page.getByRole('button', { name: 'One version back' });
    await back.click();
    await back.click();
    await table.getByText('The first title').waitFor();
    expect(await back.isDisabled()).toBe(true);
    await page.reload();
    await table.getByText('The first title').waitFor();
  });

  it('reverts chosen fields after a preview, with a reason, as a new version', async () => {
    await item('title')
      .first()
      .getByRole('button', { name: /Actions on version/ })
      .click();
    await page.getByRole('menuitem', { name: 'Revert this change…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('The first title').waitFor();
    await dialog.getByRole('checkbox', { name: 'Revert status' }).click();
    await dialog.getByLabel('Reason').fill('Wrong title');
    await dialog.getByRole('button', { name: 'Revert 1 field' }).click();
    await item('Wrong title').waitFor();
    await page.getByRole('heading', { name: 'The first title' }).waitFor();
    const now = await test.admin.client.get<{ title: string; status: string }>(`/posts/${post.id}`);
    expect(now.body).toMatchObject({ title: 'The first title', status: 'published' });
  });

  it('says what stands in the way of a revert, and reverts nothing of it', async () => {
    await changePost(test.admin.client, post.id, { body: 'Something else entirely.' });
    await item('alice changed body')
      .last()
      .getByRole('button', { name: /Actions on version/ })
      .click();
    await page.getByRole('menuitem', { name: 'Revert this change…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Changed since by alice').waitFor();
    expect(await dialog.getByRole('checkbox', { name: 'Revert body' }).isDisabled()).toBe(true);
    expect(await dialog.getByRole('button', { name: 'Revert 0 fields' }).isDisabled()).toBe(true);
  });

  it('brings back a destroyed record', async () => {
    await test.admin.client.delete(`/posts/${post.id}`);
    await page.getByText('Destroyed', { exact: true }).waitFor();
    await item('alice destroyed')
      .getByRole('button', { name: /Actions on version/ })
      .click();
    await page.getByRole('menuitem', { name: 'Restore the record…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('The second title').waitFor();
    await dialog.getByRole('button', { name: 'Restore', exact: true }).click();
    await page.getByText('Destroyed', { exact: true }).waitFor({ state: 'hidden' });
    expect((await test.admin.client.get(`/posts/${post.id}`)).status).toBe(200);
  });

  it('destroys a record whose creation is taken back, and says so before', async () => {
    const fresh = await writePost(test.admin.client, 'By mistake');
    await page.goto(`/console/records/Post/${fresh.id}`);
    await item('alice created')
      .getByRole('button', { name: /Actions on version/ })
      .click();
    await page.getByRole('menuitem', { name: 'Revert this change…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('to take it back is to destroy the record').waitFor();
    await dialog.getByRole('button', { name: 'Destroy the record' }).click();
    await page.getByText('Destroyed', { exact: true }).waitFor();
    expect((await test.admin.client.get(`/posts/${fresh.id}`)).status).toBe(404);
  });

  it('offers nothing to somebody who may only read', async () => {
    const viewer = await signIn(test.app, 'viewer');
    page = await test.open(`/records/Post/${post.id}`, viewer);
    await item('alice created')
      .getByRole('button', { name: /Actions on version/ })
      .click();
    await page.getByRole('menuitem', { name: 'Copy a link to it' }).waitFor();
    expect(await page.getByRole('menuitem', { name: 'Revert this change…' }).count()).toBe(0);
  });

  it('says so when there is no such record', async () => {
    await page.goto('/console/records/Post/999999');
    await page.getByRole('heading', { name: 'No Post 999999 to show' }).waitFor();
  });
});
