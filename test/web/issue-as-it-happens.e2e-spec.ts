import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.js';
import { signIn, type SignedIn } from '../support/sign-in.js';
import { type ConsoleTest, startConsole } from './support/console-test.js';
import { mayLeaveOut } from './support/find-browser.js';
import {
  comment,
  type IssueBody,
  makeProject,
  setLabels,
  writeIssue,
} from './support/write-issues.js';

describe.skipIf(mayLeaveOut)('an issue in the console', { timeout: 60_000 }, () => {
  let test: ConsoleTest;
  let mia: SignedIn;
  let project: string;
  let issue: IssueBody;
  let page: Page;

  beforeAll(async () => {
    test = await startConsole();
    mia = await signIn(test.app, 'member', 'mia');
    project = await makeProject(test.admin.client);
  });
  afterAll(() => test.close());

  beforeEach(async () => {
    issue = await writeIssue(mia.client, project, 'The basket forgets its items');
  });
  afterEach(() => test.leave());

  const entry = (text: string) => page.locator('li[data-event]', { hasText: text });
  const openIssue = async (): Promise<void> => {
    page = await test.open(`/issues/${issue.id}`);
    await entry('opened this issue').waitFor();
  };

  it('is found in the list by its words, and the link keeps the filters', async () => {
    const other = await writeIssue(mia.client, project, 'Prices are rounded twice');
    await setLabels(mia.client, other.id, ['slow']);
    page = await test.open('/issues');
    await page.getByRole('link', { name: 'The basket forgets its items' }).first().waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('rounded');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/issues?q=rounded');
    await eventually(async () => expect(await page.getByText('The basket').count()).toBe(0));
    await page.getByRole('button', { name: 'slow' }).click();
    await page.waitForURL('**/issues?q=rounded&label=slow');
    await page.reload();
    await page.getByRole('link', { name: 'Prices are rounded twice' }).waitFor();
    await mia.client.post(`/issues/${other.id}/close`, {});
    await page.getByRole('heading', { name: 'No issue passes these filters' }).waitFor();
  });

  it('tells a burst of labels as one entry, live', async () => {
    await openIssue();
    await setLabels(mia.client, issue.id, ['bug', 'slow']);
    await setLabels(mia.client, issue.id, ['ui']);
    const burst = page.locator('li[data-kind="labels"]');
    await eventually(async () => expect(await burst.innerText()).toMatch(/bug[^]*slow[^]*ui/));
    expect(await burst.count()).toBe(1);
    const side = page.getByRole('complementary', { name: 'About this issue' });
    await side.getByText('slow').waitFor();
  });

  it('counts what happened again and again as one, and says when', async () => {
    for (let count = 0; count < 3; count += 1) await mia.client.post(`/issues/${issue.id}/view`);
    // Whoever opens the page looks as well. Here she has before: another look changes nothing then.
    await test.admin.client.post(`/issues/${issue.id}/view`);
    await openIssue();
    await page.getByRole('button', { name: '3 more: views and subscriptions' }).click();
    const hers = entry('looked at this').filter({ hasText: 'mia' });
    await hers.getByRole('button', { name: '×3' }).click();
    await hers.getByText('3 times, first').waitFor();
  });

  it('takes a comment, closes with the next, and opens again', async () => {
    await openIssue();
    await page.keyboard.press('r');
    await page.keyboard.type('I see it as well.');
    await page.keyboard.press('Control+Enter');
    await entry('I see it as well.').waitFor();
    await page.getByRole('textbox', { name: 'Comment' }).fill('Mended.');
    await page.getByRole('button', { name: 'Close with comment' }).click();
    await entry('closed this as completed').waitFor();
    await entry('Mended.').waitFor();
    await page.getByRole('button', { name: 'Reopen' }).click();
    await entry('reopened this').waitFor();
  });

  it('is labelled, assigned and renamed on its page', async () => {
    await openIssue();
    await page.getByRole('button', { name: 'Edit the labels' }).click();
    await page.getByRole('menuitemcheckbox', { name: 'bug' }).click();
    await page.getByRole('menuitemcheckbox', { name: 'bug', checked: true }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Edit the assignees' }).click();
    await page.getByRole('menuitem', { name: 'Assign yourself' }).click();
    await entry('took this on').waitFor();
    await page.getByRole('button', { name: 'Edit title' }).click();
    await page.getByRole('textbox', { name: 'Title' }).fill('The basket forgets everything');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'The basket forgets everything' }).waitFor();
    await entry('changed the title from').waitFor();
  });

  it('leads from an entry to its trace, and a link leads to an entry', async () => {
    await comment(mia.client, issue.id, 'Here is more.', { 'x-correlation-id': 'more-of-it' });
    await openIssue();
    const card = entry('Here is more.');
    const event = await card.getAttribute('data-event');
    await card.getByRole('link', { name: 'Trace: what it happened with' }).click();
    await page.waitForURL('**/correlations/more-of-it?node=event*');
    await page.getByRole('treeitem', { name: 'commented on' }).waitFor();
    await page.goto(`/console/issues/${issue.id}?event=${event}`);
    await page.locator(`[data-event="${event}"][data-linked="true"]:focus`).waitFor();
  });

  it('offers a viewer nothing to write with', async () => {
    const viewer = await signIn(test.app, 'viewer');
    page = await test.open(`/issues/${issue.id}`, viewer);
    await entry('opened this issue').waitFor();
    await page.getByText('To comment, one has to be a member.').waitFor();
    expect(await page.getByRole('button', { name: /Edit/ }).count()).toBe(0);
  });

  it('says so when there is no such issue', async () => {
    page = await test.open('/issues/999999');
    await page.getByRole('heading', { name: 'No issue 999999 to show' }).waitFor();
  });
});
