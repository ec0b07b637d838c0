import { createServer } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type ChildProgram,
  compileProgram,
  type RunningProgram,
} from '../support/child-program.js';
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { eventually } from '../support/eventually.js';
import { withClient } from '../support/outbox-rows.js';
import { signIn, type SignedIn } from '../support/sign-in.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { redisUrl } from '../support/test-redis.js';
import { buildConsole } from './support/build-console.js';
import { newBrowserOf, openPage, waitUntilLive } from './support/console-session.js';
import { mayLeaveOut } from './support/find-browser.js';
import { openBrowser } from './support/open-browser.js';
import { readRowKeys } from './support/read-rows.js';
import { changePost, writePost } from './support/write-posts.js';

describe.skipIf(mayLeaveOut)('a change', { timeout: 60_000 }, () => {
  let database: TestDatabase;
  let program: ChildProgram;
  let server: RunningProgram;
  let port: number;
  /** A second server on the same database, through which people go on writing. */
  let writer: TestApp;
  let admin: SignedIn;
  let browser: Browser;

  beforeAll(async () => {
    await buildConsole();
    database = await createTestDatabase();
    program = await compileProgram('src/main.ts');
    port = await freePort();
    server = await start();
    writer = await createTestApp({ databaseUrl: database.url, roles: ['web'] });
    admin = await signIn(writer, 'admin', 'alice');
    browser = await openBrowser();
  }, 120_000);

  afterAll(async () => {
    await browser.close();
    await server.kill('SIGKILL');
    await writer.close();
    await database.drop();
  });

  async function start(): Promise<RunningProgram> {
    const running = program.start({
      PORT: String(port),
      DATABASE_URL: database.url,
      REDIS_URL: redisUrl() ?? '',
      BACKSTORY_LOG_FORMAT: 'json',
    });
    await running.line((line) => line.includes('listening on'));
    return running;
  }

  it('reaches two open pages, in order and once, though the server is killed meanwhile', async () => {
    const url = `http://localhost:${port}`;
    const pages: Page[] = [];
    for (let count = 0; count < 2; count += 1) {
      pages.push(await openPage(await newBrowserOf(browser, url, admin), '/activity'));
    }
    const post = await writePost(admin.client, 'The first of many');
    for (const page of pages) await page.getByText('“The first of many”').waitFor();

    await server.kill('SIGKILL');
    for (let count = 0; count < 15; count += 1) {
      await changePost(admin.client, post.id, { title: `While nobody served ${count}` });
    }
    for (const page of pages) {
      await page.locator('[data-testid="connection"][data-state="reconnecting"]').waitFor();
    }
    server = await start();
    await changePost(admin.client, post.id, { title: 'After the restart' });

    const expected = await keysOfVersions(admin);
    expect(expected.length).toBeGreaterThanOrEqual(17);
    for (const page of pages) {
      await waitUntilLive(page, 35_000);
      await eventually(async () => expect(await readRowKeys(page)).toEqual(expected), {
        within: 10_000,
      });
    }
  }, 120_000);

  it('written by psql appears as well, with its source', async () => {
    const url = `http://localhost:${port}`;
    const page = await openPage(await newBrowserOf(browser, url, admin), '/activity');
    await withClient(database.url, (client) => client.query(`UPDATE posts SET title = 'By hand'`));
    await page.locator('article', { hasText: '“By hand”' }).getByText('database').waitFor();
  });
});

/** What the trail holds, newest first, as the keys of the rows that should show it. */
async function keysOfVersions({ client }: SignedIn): Promise<string[]> {
  const answer = await client.get<{ items: { id: string }[] }>('/audit/versions?limit=200');
  return answer.body.items.map((version) => `version:${version.id}`);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
