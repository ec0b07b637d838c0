// Takes the pictures of docs/screenshots from a running server with the demo in it:
//   node scripts/screenshots.mjs http://localhost:3000/sign-in?token=…
// With --sync those of the page of sync, from the central one of `npm run demo:pair`.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { findChromium } from './lib/find-chromium.mjs';
import { projectRoot } from './lib/project-root.mjs';

const FOLDER = path.join(projectRoot, 'docs/screenshots');
const WIDE = { width: 1280, height: 800 };
/** What follows a picture's name, and the screen it is taken on. */
const SCREENS = { '': WIDE, '-narrow': { width: 360, height: 740 } };
const FLAGS = ['--headless', '--no-sandbox', '--disable-gpu'];

const link = process.argv[2];
if (link === undefined) {
  console.error('Which server? Give a sign-in link: npm run backstory -- sign-in-link');
  process.exit(2);
}
const origin = new URL(link).origin;

const visible = (selector) => (page) => page.locator(selector).first().waitFor();

/** Each page: its name, its path, and what to do before the picture is taken. */
async function pagesOf(context) {
  const read = async (url) => (await context.request.get(origin + url)).json();
  if (process.argv.includes('--sync')) return syncPages(read);
  const post = await busiestPost(read);
  const issue = await busiestIssue(read);
  const [workflow] = (await read('/workflows?limit=1')).items;
  const record = `/console/records/Post/${post.id}`;
  return [
    { name: 'activity', url: '/console/activity', prepare: visible('article') },
    { name: 'history', url: record, prepare: visible('li[data-version]') },
    { name: 'as-of', url: `${record}?view=as-of&at=${post.middle}`, prepare: visible('table') },
    {
      name: 'compare',
      url: `${record}?left=${post.first}&right=${post.last}`,
      prepare: visible('[role="dialog"] dl'),
    },
    { name: 'revert', url: record, prepare: openRevert },
    { name: 'trace', url: issue.trace, prepare: visible('[role="treeitem"]') },
    { name: 'issues', url: '/console/issues?state=all', prepare: visible('[data-issue]') },
    { name: 'issue', url: `/console/issues/${issue.id}`, prepare: visible('li[data-event]') },
    {
      name: 'notifications',
      url: '/console/notifications',
      prepare: visible('[data-notification], h2'),
    },
    { name: 'deliveries', url: '/console/deliveries', prepare: openAttempts },
    { name: 'changes', url: '/console/changes', prepare: openNewestChange },
    workflow && {
      name: 'workflow',
      url: `/console/workflows/${workflow.id}`,
      prepare: visible('[data-busy="false"]'),
    },
    workflow && {
      name: 'workflow-test',
      url: `/console/workflows/${workflow.id}?tab=test`,
      prepare: tryTheFirst,
    },
  ].filter(Boolean);
}

async function syncPages(read) {
  const [{ item_id: id }] = (await read('/sync/conflicts?limit=1')).items;
  const [message] = (await read('/sync/messages?limit=1')).items;
  return [
    {
      name: 'sync',
      url: `/console/sync?record=Post:${id}&id=${message.seq}`,
      prepare: visible('[data-testid="verdict"]'),
    },
    {
      name: 'sync-conflicts',
      url: '/console/sync?view=conflicts',
      prepare: visible('[data-conflict]'),
    },
  ];
}

/** The post with the longest story, and the versions to show of it. */
async function busiestPost(read) {
  const { items } = await read('/audit/versions?item_type=Post&limit=200');
  const counts = new Map();
  for (const { item_id: id } of items) counts.set(id, (counts.get(id) ?? 0) + 1);
  const [id] = [...counts].sort((left, right) => right[1] - left[1])[0];
  const own = items.filter((item) => item.item_id === id && item.event !== 'destroy').toReversed();
  return {
    id,
    first: own[0].id,
    middle: own[Math.floor(own.length / 2)].id,
    last: own.at(-1).id,
  };
}

/** The issue with the most comments, and the trace of what had the most deliveries. */
async function busiestIssue(read) {
  const issues = (await read('/issues?limit=200')).items;
  const [issue] = issues.toSorted((left, right) => right.comment_count - left.comment_count);
  const counts = new Map();
  for (const { correlation_id: id } of (await read('/deliveries?limit=200')).items) {
    counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  const [correlation] = [...counts].toSorted((left, right) => right[1] - left[1])[0];
  return { id: issue.id, trace: `/console/correlations/${encodeURIComponent(correlation)}` };
}

async function openRevert(page) {
  await page.locator('li[data-version]', { hasText: 'changed' }).first().waitFor();
  const changed = page.locator('li[data-version]', { hasText: 'changed' });
  await changed
    .first()
    .getByRole('button', { name: /Actions on version/ })
    .click();
  await page.getByRole('menuitem', { name: 'Revert this change…' }).click();
  await page.getByRole('dialog').locator('dl').waitFor();
}

async function openAttempts(page) {
  await page
    .getByRole('button', { name: /Attempts of delivery \d+: [1-9]/ })
    .first()
    .click();
  await page.getByRole('list', { name: /Attempts of delivery/ }).waitFor();
}

/** Before it: change an item of an invoice with `npm run demo:psql`. */
async function openNewestChange(page) {
  await page.locator('[data-effect]').or(page.locator('[data-change]')).first().waitFor();
  await page
    .getByRole('button', { name: /^Change/ })
    .first()
    .click();
  await page.getByRole('table').waitFor();
}

async function tryTheFirst(page) {
  await page.locator('button[aria-pressed]').first().click();
  await page.getByRole('heading', { name: 'It matches' }).waitFor();
}

/** Nothing is being read any more, and what moves has come to rest. */
async function comeToRest(page) {
  await page.mouse.move(0, 0);
  await page.waitForFunction(() => {
    const moving = document.getAnimations().some(({ effect, playState }) => {
      const { iterations } = effect?.getComputedTiming() ?? {};
      return playState === 'running' && iterations !== Infinity;
    });
    const loading = document.querySelector('.mantine-Skeleton-root, [aria-busy="true"]');
    return !moving && loading === null && document.fonts.status === 'loaded';
  });
}

async function shoot(page, name) {
  await comeToRest(page);
  await page.screenshot({ path: path.join(FOLDER, `${name}.png`), animations: 'disabled' });
  console.log(`docs/screenshots/${name}.png`);
}

async function shootDoor(colorScheme) {
  const stranger = await browser.newContext({ viewport: WIDE, colorScheme });
  const door = await stranger.newPage();
  await door.goto(`${origin}/console/sign-in`);
  await door.getByRole('heading').waitFor();
  await shoot(door, `sign-in-${colorScheme}`);
  await stranger.close();
}

mkdirSync(FOLDER, { recursive: true });
const browser = await chromium.launch({ executablePath: findChromium(), args: FLAGS });
const first = await browser.newContext({ viewport: WIDE });
await (await first.newPage()).goto(link);
const storageState = await first.storageState();
for (const colorScheme of ['light', 'dark']) {
  if (!process.argv.includes('--sync')) await shootDoor(colorScheme);
  for (const [size, viewport] of Object.entries(SCREENS)) {
    const context = await browser.newContext({ viewport, colorScheme, storageState });
    const page = await context.newPage();
    for (const { name, url, prepare } of await pagesOf(context)) {
      await page.goto(origin + url);
      await page.locator('[data-state="live"]').waitFor();
      await prepare(page);
      await shoot(page, `${name}${size}-${colorScheme}`);
    }
    await context.close();
  }
}
await browser.close();
