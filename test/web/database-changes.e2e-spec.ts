import type { Client } from 'pg';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { DeliverySubscribers } from '../../src/platform/deliveries/index.js';
import { connect } from '../capture/support/connect.js';
import { signIn } from '../support/sign-in.js';
import { type ConsoleTest, startConsole } from './support/console-test.js';
import { mayLeaveOut } from './support/find-browser.js';
import { writePost } from './support/write-posts.js';

describe.skipIf(mayLeaveOut)('the page of database changes', { timeout: 60_000 }, () => {
  let test: ConsoleTest;
  let page: Page;
  let psql: Client;
  let post: string;
  let broken = false;

  beforeAll(async () => {
    test = await startConsole({
      prepare: (app) => {
        app.get(DeliverySubscribers).register({
          name: 'summaries',
          maxAttempts: 1,
          routes: () => [
            { kind: 'version', itemType: 'Post', event: 'update', sources: ['database'] },
          ],
          async handle({ itemId }, { manager }) {
            if (broken) throw new Error('no words came to mind');
            const sql = `UPDATE posts SET body = 'about ' || title WHERE id = $1`;
            await manager.query(sql, [itemId]);
          },
        });
      },
    });
    post = (await writePost(test.admin.client, 'Draft')).id;
    psql = await connect(test.app.databaseUrl);
  });
  afterAll(async () => {
    await psql?.end();
    await test?.close();
  });
  afterEach(async () => {
    broken = false;
    await test.leave();
  });

  const changes = () => page.locator('[data-change]');
  const rename = (title: string) =>
    psql.query('UPDATE posts SET title = $2 WHERE id = $1', [post, title]);

  it('shows an edit in psql as it is committed, with the correction that it caused', async () => {
    page = await test.open('/changes');
    await page.getByRole('heading', { name: 'Nobody wrote past the application yet' }).waitFor();
    await page.getByText(/tables are watched/).waitFor();

    await psql.query("SELECT backstory.act_as('carol', 'a typo')");
    await rename('Final');

    const change = changes().first();
    await change.getByText('“a typo”').or(change.getByText('a typo')).first().waitFor();
    await change.getByText('carol').waitFor();
    await change.getByText(/with psql/).waitFor();
    await change.getByText('summaries').waitFor();
    await change.getByText('done', { exact: true }).waitFor();

    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/changes?id=*');
    const cells = change.getByRole('table').getByRole('row', { name: /title/ });
    expect((await cells.first().innerText()).replaceAll(/\s+/g, ' ')).toContain('Draft Final');
    await change.getByText('about Final').waitFor();
    await change.getByText('Database user').waitFor();
    await change.getByRole('link', { name: 'What happened with it' }).click();
    await page.getByRole('treeitem', { name: 'delivery to summaries' }).waitFor();
  });

  it('says why nothing came of one, and lets operators retry and replay it', async () => {
    broken = true;
    await rename('Wordless');
    page = await test.open('/changes?type=Post');
    const change = changes().first();
    await change.getByText('dead').waitFor();
    await change.getByRole('button', { name: /^Change/ }).click();
    await change.getByText('no words came to mind').waitFor();

    broken = false;
    await change.getByRole('button', { name: /^Retry delivery/ }).click();
    await change.getByText('about Wordless').waitFor();
    await change.getByRole('button', { name: /^Replay change/ }).click();
    await change.getByText('replayed').waitFor();

    const viewer = await signIn(test.app, 'viewer');
    page = await test.open(`/changes?id=${await change.getAttribute('data-change')}`, viewer);
    await changes().getByText('replayed').waitFor();
    expect(await page.getByRole('button', { name: /Retry|Replay|Skip/ }).count()).toBe(0);
  });

  it('names a trigger that somebody disabled, and what to do', async () => {
    await psql.query('ALTER TABLE posts DISABLE TRIGGER USER');
    page = await test.open('/changes?source=any&event=destroy');
    await page.getByRole('heading', { name: 'No change passes these filters' }).waitFor();
    const health = page.getByTestId('capture-health');
    await health.getByRole('heading', { name: 'Changes pass unseen' }).waitFor();
    await health.getByText(/posts/).first().waitFor();
    await health
      .getByText(/ENABLE/)
      .first()
      .waitFor();
  });
});
