import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppNotifications } from '../../src/platform/channels/index.js';
import { connect } from '../capture/support/connect.js';
import { eventually } from '../support/eventually.js';
import { showPage } from './support/console-session.js';
import { type ConsoleTest, startConsole } from './support/console-test.js';
import { mayLeaveOut } from './support/find-browser.js';
import { comment, makeProject, setLabels, writeIssue } from './support/write-issues.js';
import { changePost, writePost } from './support/write-posts.js';

const require = createRequire(import.meta.url);
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const WIDE = { width: 1280, height: 740 };

const STANDARDS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'];
const COLOURS = { type: 'rule', values: ['color-contrast', 'link-in-text-block'] };

/**
 * Ends what moves and tells whether nothing did: a colour on its way to another has the contrast of
 * neither. What inherits it sets out only then. An endless animation is nothing that axe minds.
 */
const NOTHING_MOVES = `(() => {
  const moving = document.getAnimations().filter(({ effect, playState }) =>
    playState !== 'finished' && Number.isFinite(effect.getComputedTiming().endTime));
  moving.forEach((animation) => animation.finish());
  return moving.length === 0;
})()`;

interface Finding {
  id: string;
  impact: string;
  nodes: { html: string; failureSummary: string }[];
}

describe.skipIf(mayLeaveOut)('the console', { timeout: 60_000 }, () => {
  let test: ConsoleTest;
  let tab: Page;
  let post: string;

  beforeAll(async () => {
    test = await startConsole({
      env: { BACKSTORY_SYNC_PEER: 'central', BACKSTORY_SYNC_CREDENTIALS: 'keeper:open-sesame' },
    });
    const written = await writePost(
      test.admin.client,
      'For everybody',
      'A text to read.\n'.repeat(9),
    );
    post = written.id;
    await changePost(test.admin.client, post, {
      body: 'A text to hear.\n'.repeat(9),
      title: 'For all',
    });
    await changePost(test.admin.client, post, { status: 'published' });
    await tellOfAnIssue(test);
    const other = await writePost(test.admin.client, 'For some');
    const sql = "UPDATE posts SET title = 'For each' WHERE id = $1";
    const psql = await connect(test.app.databaseUrl);
    await psql.query(sql, [other.id]);
    await psql.end();
    tab = await test.open('/activity');
    await tab.setViewportSize(WIDE);
  });
  afterAll(() => test.close());

  const pages: [string, (page: Page) => Promise<void>][] = [
    ['/activity', async (page) => page.locator('article').first().waitFor()],
    ['/activity?actor=nobody', async (page) => page.getByText('Nothing passes').waitFor()],
    ['/records/Post/:post', async (page) => page.getByText('That is the whole story').waitFor()],
    ['/records/Post/:post?view=as-of', async (page) => page.getByRole('table').waitFor()],
    ['/records/Post/404', async (page) => page.getByText('No Post 404').waitFor()],
    ['/correlations/unknown', async (page) => page.getByText('Nothing was changed').waitFor()],
    ['/correlations/told', async (page) => page.getByRole('treeitem').first().waitFor()],
    ['/correlations/told?q=kind:event', async (page) => page.getByText(/found/).waitFor()],
    ['/issues?state=all', async (page) => page.locator('[data-issue]').first().waitFor()],
    ['/issues?q=nothing', async (page) => page.getByText('No issue passes').waitFor()],
    ['/issues/1', async (page) => page.locator('[data-kind="labels"]').first().waitFor()],
    ['/notifications', async (page) => page.locator('li[data-notification]').waitFor()],
    ['/deliveries?id=1', async (page) => page.getByRole('list', { name: /Attempts/ }).waitFor()],
    ['/changes', async (page) => page.locator('[data-change]').first().waitFor()],
    ['/changes?source=any&event=update', openChange],
    ['/workflows', async (page) => page.locator('[data-workflow]').waitFor()],
    ['/sync?view=out&id=1&record=Post::post', openMessage],
    ['/sync?view=conflicts', async (page) => page.getByText('No conflict yet').waitFor()],
    ['/changes?event=restore', async (page) => page.getByText('No change passes').waitFor()],
    ['/workflows/1', async (page) => page.getByText(/Would have matched/).waitFor()],
    ['/workflows/1?tab=test', tryTheFirst],
    ['/workflows/1?tab=runs', async (page) => page.locator('[data-run]').first().waitFor()],
  ];

  const dialogs: [string, string, (page: Page) => Promise<void>][] = [
    ['keyboard help', '/activity', async (page) => page.keyboard.press('?')],
    [
      'the user menu',
      '/activity',
      async (page) => page.getByRole('button', { name: 'Menu of alice' }).click(),
    ],
    [
      'the revert preview',
      '/records/Post/:post',
      async (page) => {
        await page
          .getByRole('button', { name: /Actions on version/ })
          .first()
          .click();
        await page.getByRole('menuitem', { name: 'Revert this change…' }).click();
        await page.getByRole('checkbox', { name: 'Revert status' }).waitFor();
      },
    ],
    [
      'the comparison',
      '/records/Post/:post',
      async (page) => {
        const marks = page.getByRole('checkbox', { name: /Mark version/ });
        await marks.first().click();
        await marks.last().click();
        await page.getByRole('dialog').getByText('For all').first().waitFor();
      },
    ],
  ];

  // From page to page as by clicks on links: loading the console for each took most of the time.
  it.each(pages)('has no serious finding on %s, in either theme', async (path, ready) => {
    await goTo(tab, path.replace(':post', post));
    await ready(tab);
    await expectNoFindings(tab);
    for (const width of [360, 768, 1920]) {
      await tab.setViewportSize({ width, height: 740 });
      expect([width, await overflow(tab)]).toEqual([width, 0]);
    }
    await tab.setViewportSize(WIDE);
  });

  it.each(dialogs)(
    'has no serious finding in %s, says nothing to the browser console and breaks no security policy',
    async (_name, path, open) => {
      const complaints = complaintsOf(tab);
      await showPage(tab, path.replace(':post', post));
      await tab.locator('article, li[data-version]').first().waitFor();
      await open(tab);
      await tab.locator('[role="dialog"], [role="menu"]').waitFor();
      expect(complaints).toEqual([]);
      await expectNoFindings(tab);
    },
  );

  it('has no serious finding on the sign-in page, in either theme', async () => {
    tab = await test.tab(undefined);
    await tab.goto('/console/sign-in');
    await tab.getByRole('heading', { name: 'Sign in to Backstory' }).waitFor();
    await expectNoFindings(tab);
  });
});

/** An issue with a burst and a comment, a notification of it, and a workflow that labels it. */
async function tellOfAnIssue({ app, admin }: ConsoleTest): Promise<void> {
  const project = await makeProject(admin.client);
  await admin.client.post('/workflows', {
    triggered_on: 'comment_added',
    conditions: {
      any: [
        { attribute: 'record.body', operator: 'contains', value: 'see' },
        { not: { attribute: 'issue.locked', operator: 'equals', value: true } },
      ],
    },
    actions: [{ type: 'add_label', label: 'slow' }],
  });
  const issue = await writeIssue(admin.client, project, 'It is hard to read');
  await setLabels(admin.client, issue.id, ['bug', 'ui']);
  await comment(admin.client, issue.id, 'I `see` it. @alice', { 'x-correlation-id': 'told' });
  await app.dataSource.transaction((manager) =>
    app.app.get(AppNotifications).notify(manager, {
      userId: admin.user.id,
      kind: 'comment_added',
      title: 'Somebody commented',
      link: `/issues/${issue.id}`,
      idempotencyKey: 'told-of-it',
    }),
  );
}

async function openChange(page: Page): Promise<void> {
  await page
    .getByRole('button', { name: /^Change/ })
    .first()
    .click();
  await page.getByRole('table').waitFor();
}

async function openMessage(page: Page): Promise<void> {
  await page.getByTestId('verdict').waitFor();
  await page.locator('[data-message]').first().waitFor();
}

async function tryTheFirst(page: Page): Promise<void> {
  await page
    .getByRole('button', { name: /comment added/ })
    .first()
    .click();
  await page.getByRole('heading', { name: 'It matches' }).waitFor();
}

/** Goes there as a click on a link would: what is loaded stays, the page is drawn anew. */
async function goTo(page: Page, path: string): Promise<void> {
  await page.evaluate(`history.pushState(null, '', ${JSON.stringify(`/console${path}`)})`);
}

/** What the page says to the browser console from now on, and which errors nobody caught. */
function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  return complaints;
}

/** By all rules in the light theme; in the dark one by those that a theme can break: the colours'. */
async function expectNoFindings(page: Page): Promise<void> {
  await wear(page, 'light');
  expect(await findings(page, STANDARDS)).toEqual([]);
  await wear(page, 'dark');
  expect(await findings(page, COLOURS)).toEqual([]);
}

async function wear(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme });
  await page.locator(`html[data-mantine-color-scheme="${colorScheme}"]`).waitFor();
}

async function findings(page: Page, runOnly: unknown): Promise<string[]> {
  await eventually(() => page.evaluate<boolean>(NOTHING_MOVES));
  // Evaluated by the driver: the policy of the page lets no foreign script in.
  if (!(await page.evaluate<boolean>(`'axe' in window`))) await page.evaluate(axe);
  const result = await page.evaluate<{ violations: Finding[] }>(
    `axe.run(document, ${JSON.stringify({ runOnly, resultTypes: ['violations'], preload: { assets: ['media'] } })})`,
  );
  return result.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`);
}

function overflow(page: Page): Promise<number> {
  return page.evaluate<number>(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  );
}
