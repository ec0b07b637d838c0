import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppNotifications } from '../../src/platform/channels/index.js';
import { connect } from '../capture/support/connect.js';
import { newBrowserOf, openPage } from './support/console-session.js';
import { type ConsoleTest, startConsole } from './support/console-test.js';
import { mayLeaveOut } from './support/find-browser.js';
import { comment, makeProject, setLabels, writeIssue } from './support/write-issues.js';
import { changePost, writePost } from './support/write-posts.js';

const require = createRequire(import.meta.url);
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const schemes = ['light', 'dark'] as const;
const WIDE = { width: 1280, height: 740 };

const STANDARDS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'];
const COLOURS = { type: 'rule', values: ['color-contrast', 'link-in-text-block'] };

interface Finding {
  id: string;
  impact: string;
  nodes: { html: string; failureSummary: string }[];
}

describe.skipIf(mayLeaveOut)('the console', { timeout: 60_000 }, () => {
  let test: ConsoleTest;
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

  describe.each(schemes)('in the %s theme', (colorScheme) => {
    let context: BrowserContext;
    let page: Page;
    beforeAll(async () => {
      context = await newBrowserOf(test.browser, test.app.url, test.admin, {
        colorScheme,
        viewport: WIDE,
        reducedMotion: 'reduce',
      });
      page = await openPage(context, '/activity');
    });
    afterAll(() => context.close());

    // From page to page as by clicks on links: loading the console for each took most of the time.
    it.each(pages)('has no serious finding on %s', async (path, ready) => {
      await goTo(page, path.replace(':post', post));
      await ready(page);
      expect(await findings(page, colorScheme)).toEqual([]);
      if (colorScheme === 'dark') return;
      for (const width of [360, 768, 1920]) {
        await page.setViewportSize({ width, height: 740 });
        expect([width, await overflow(page)]).toEqual([width, 0]);
      }
      await page.setViewportSize(WIDE);
    });

    it.each(dialogs)('has no serious finding in %s', async (_name, path, open) => {
      const own = await openPage(context, path.replace(':post', post));
      await own.locator('article, li[data-version]').first().waitFor();
      await open(own);
      await own.locator('[role="dialog"], [role="menu"]').waitFor();
      expect(await findings(own, colorScheme)).toEqual([]);
      await own.close();
    });

    it('has no serious finding on the sign-in page', async () => {
      const stranger = await test.browser.newContext({ baseURL: test.app.url, colorScheme });
      const door = await stranger.newPage();
      await door.goto('/console/sign-in');
      await door.getByRole('heading', { name: 'Sign in to Backstory' }).waitFor();
      expect(await findings(door, colorScheme)).toEqual([]);
      await stranger.close();
    });
  });

  it('says nothing to the browser console and breaks no security policy', async () => {
    const fresh = await newBrowserOf(test.browser, test.app.url, test.admin);
    const own = await fresh.newPage();
    const complaints: string[] = [];
    own.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
    });
    own.on('pageerror', (error) => complaints.push(error.message));
    for (const [name, path, open] of dialogs) {
      await own.goto(`/console${path.replace(':post', post)}`);
      await own.locator('article, li[data-version]').first().waitFor();
      await open(own);
      expect([name, ...complaints]).toEqual([name]);
    }
    await fresh.close();
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

/** By all rules in the light theme; in the dark one by those that a theme can break: the colours'. */
async function findings(page: Page, scheme: (typeof schemes)[number]): Promise<string[]> {
  const runOnly = scheme === 'light' ? STANDARDS : COLOURS;
  await page
    .evaluate('document.getAnimations().forEach((animation) => animation.finish?.())')
    .catch(
      // An endless animation cannot be finished; axe does not mind it.
      () => undefined,
    );
  // Evaluated by the driver: the policy of the page lets no foreign script in.
  if (!(await page.evaluate<boolean>(`'axe' in window`))) await page.evaluate(axe);
  const result = await page.evaluate<{ violations: Finding[] }>(
    `axe.run(document, { runOnly: ${JSON.stringify(runOnly)}, resultTypes: ['violations'] })`,
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
