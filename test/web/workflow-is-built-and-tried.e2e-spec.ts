import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { signIn, type SignedIn } from '../support/sign-in.js';
import { type ConsoleTest, startConsole } from './support/console-test.js';
import { mayLeaveOut } from './support/find-browser.js';
import { comment, makeProject, writeIssue } from './support/write-issues.js';

interface WorkflowBody {
  readonly id: string;
  readonly version: number;
}

describe.skipIf(mayLeaveOut)('a workflow in the console', { timeout: 60_000 }, () => {
  let test: ConsoleTest;
  let mia: SignedIn;
  let issue: string;
  let page: Page;

  beforeAll(async () => {
    test = await startConsole();
    mia = await signIn(test.app, 'member', 'mia');
    const project = await makeProject(test.admin.client);
    issue = (await writeIssue(mia.client, project, 'The basket forgets its items')).id;
    await comment(mia.client, issue, 'This is urgent.');
    await comment(mia.client, issue, 'This can wait.');
  });
  afterAll(() => test.close());

  afterEach(() => test.leave());

  /** Written over HTTP, for what follows on a workflow. */
  const write = async (word: string): Promise<WorkflowBody> => {
    const answer = await test.admin.client.post<WorkflowBody>('/workflows', {
      name: `Answer ${word}`,
      triggered_on: 'comment_added',
      conditions: { all: [{ attribute: 'record.body', operator: 'contains', value: word }] },
      actions: [{ type: 'reply', body: `You said ${word}.` }],
    });
    expect(answer.status).toBe(201);
    return answer.body;
  };

  it('is built by keyboard and mouse, tells its mistakes where they are, and runs', async () => {
    page = await test.open('/workflows');
    await page.getByRole('link', { name: 'New workflow' }).click();
    await page.getByLabel('Name').fill('Answer what is urgent');
    const conditions = page.getByRole('region', { name: 'If' });
    await conditions.getByRole('button', { name: 'Condition', exact: true }).click();
    await conditions.getByLabel('Attribute').selectOption('record.body');
    await conditions.getByLabel('Operator').selectOption('contains');
    await page.locator('[data-path="conditions.all[0]"]').getByText('is missing').waitFor();
    await conditions.getByLabel('Value').fill('urgent');
    await page
      .getByRole('region', { name: 'Then' })
      .getByRole('button', { name: 'Action' })
      .click();
    await page.getByRole('menuitem', { name: 'Reply' }).click();
    await page.getByLabel('Body').fill('Somebody will look at it today.');
    await conditions.getByText('Would have matched 1 of 2 events in the last 7 days').waitFor();
    await page.getByRole('button', { name: 'Create and turn on' }).click();
    await page.getByRole('heading', { name: 'Answer what is urgent' }).waitFor();

    await page.getByText('Runs', { exact: true }).click();
    await comment(mia.client, issue, 'Still urgent!');
    await page.getByText('succeeded', { exact: true }).waitFor();
    // The workflow's own reply made a run too, which conditions let pass or not: the first is ours.
    await page
      .getByRole('button', { name: /^Run \d/ })
      .last()
      .click();
    await page.locator('[data-path="conditions.all[0]"][data-result="true"]').waitFor();
    await page.goto(`/console/issues/${issue}`);
    await page.getByText('Somebody will look at it today.').waitFor();
  });

  it('is tried on a past event, with what held and what did not', async () => {
    const { id } = await write('wait');
    page = await test.open(`/workflows/${id}?tab=test`);
    await page
      .getByRole('button', { name: /mia comment added/ })
      .first()
      .click();
    await page.getByRole('heading', { name: 'It matches' }).waitFor();
    const truth = page.locator('[data-path="conditions.all[0]"]');
    expect(await truth.innerText()).toContain('This can wait.');
    await page.getByRole('list', { name: 'What would be done' }).getByText('Reply').waitFor();

    const events = await mia.client.get<{ items: { id: string; kind: string }[] }>(
      `/issues/${issue}/timeline`,
    );
    const urgent = events.body.items.findLast(({ kind }) => kind === 'comment_added');
    await page.getByLabel('A past event').fill(urgent?.id ?? '');
    await page.getByRole('button', { name: 'Test', exact: true }).click();
    await page.getByRole('heading', { name: 'It does not match' }).waitFor();
    expect(await truth.getAttribute('data-result')).toBe('false');
    await page.reload();
    await page.getByRole('heading', { name: 'It does not match' }).waitFor();
  });

  it('keeps its versions, and is turned off and on in the list', async () => {
    const { id } = await write('never said');
    page = await test.open(`/workflows/${id}`);
    await page.getByLabel('Value').fill('said once more');
    await page.getByRole('button', { name: 'Save as a new version' }).click();
    await page.getByText('version 2', { exact: true }).waitFor();
    await page.getByText('Versions', { exact: true }).click();
    await page.getByRole('button', { name: 'Version 1' }).click();
    await page.getByRole('button', { name: 'Take it into the form' }).click();
    expect(await page.getByLabel('Value').inputValue()).toBe('never said');

    await page.goto('/console/workflows');
    const row = page.locator(`[data-workflow="${id}"]`);
    await row.getByRole('switch', { checked: true }).press('Space');
    await row.getByRole('switch', { checked: false }).waitFor();
    await page.getByText('Off', { exact: true }).click();
    await page.waitForURL('**/workflows?enabled=false');
    await row.getByRole('switch', { checked: false }).waitFor();
    expect((await mia.client.get(`/workflows/${id}`)).body).toMatchObject({ enabled: false });
  });

  it('is shown to a viewer and written by operators only', async () => {
    const { id } = await write('whatever');
    const viewer = await signIn(test.app, 'viewer');
    page = await test.open(`/workflows/${id}`, viewer);
    await page.getByRole('heading', { name: 'Answer whatever' }).waitFor();
    expect(await page.getByLabel('Value').isDisabled()).toBe(true);
    expect(await page.getByRole('button', { name: /Save|Delete/ }).count()).toBe(0);
    expect((await viewer.client.delete(`/workflows/${id}`)).status).toBe(403);
  });
});
