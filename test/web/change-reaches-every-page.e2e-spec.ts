import { createServer } from 'node:net';
import type { BrowserContext } from 'playwright-core';
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
import { newBrowser, openPage } from './support/console-session.js';
import { mayLeaveOut } from './support/find-browser.js';
import { readRowKeys } from './support/read-rows.js';
import { changePost, writePost } from './support/write-posts.js';

const SHORTEST_WAITS = 'const random = Math.random; Math.random = () => random() / 1_000;';

describe.skipIf(mayLeaveOut)('a change', { timeout: 60_000 }, () => {
  let database: TestDatabase;
  let program: ChildProgram;
  let server: RunningProgram;
  let port: number;
  /** A second server on the same database, through which people go on writing. */
  let writer: TestApp;
  let admin: SignedIn;
  /** Two of them: each has a stream of its own. */
  let browsers: BrowserContext[] = [];

  beforeAll(async () => {
    await buildConsole();
    database = await createTestDatabase();
    program = await compileProgram('src/main.ts');
    port = await freePort();
    server = await start();
    writer = await createTestApp({ databaseUrl: database.url, roles: ['web'] });
    admin = await signIn(writer, 'admin', 'alice');
    const url = `http://localhost:${port}`;
    browsers = await Promise.all([newBrowser(url, admin), newBrowser(url, admin)]);
    // What they wait for between two tries is by chance, up to half a minute: by the luckiest here.
    for (const browser of browsers) await browser.addInitScript(SHORTEST_WAITS);
  }, 120_000);

  afterAll(async () => {
    await Promise.all(browsers.map((browser) => browser.close()));
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
    const pages = await Promise.all(browsers.map((browser) => openPage(browser, '/activity')));
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
      await eventually(async () => expect(await readRowKeys(page)).toEqual(expected), {
        within: 30_000,
        every: 100,
      });
    }
  }, 120_000);

  it('written by psql appears as well, with its source', async () => {
    const { id } = await writePost(admin.client, 'By the application');
    const page = await openPage(browsers[0]!, '/activity');
    const sql = "UPDATE posts SET title = 'By hand' WHERE id = $1";
    await withClient(database.url, (client) => client.query(sql, [id]));
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
