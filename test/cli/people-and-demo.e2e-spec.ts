import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { COMMANDS } from '../../src/cli/commands/index.js';
import { runCli } from '../../src/cli/run-cli.js';
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { sessionCookie } from '../support/session-cookie.js';
import { TestClient } from '../support/test-client.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

describe('the command line', () => {
  let database: TestDatabase;
  let test: TestApp;

  beforeAll(async () => {
    database = await createTestDatabase();
    test = await createTestApp({ databaseUrl: database.url });
  });

  afterAll(async () => {
    await test.close();
    await database.drop();
  });

  async function backstory(...line: string[]): Promise<{ code: number; text: string }> {
    const lines: string[] = [];
    const code = await runCli(COMMANDS, line, {
      print: (text) => lines.push(text),
      printError: (text) => lines.push(text),
      env: { DATABASE_URL: database.url, BACKSTORY_PUBLIC_URL: test.url },
    });
    return { code, text: lines.join('\n') };
  }

  it('makes the first admin’s way in on a database with nobody in it', async () => {
    const fresh = await createTestDatabase();
    try {
      const lines: string[] = [];
      const surroundings = {
        print: (text: string) => lines.push(text),
        printError: (text: string) => lines.push(text),
        env: { DATABASE_URL: fresh.url },
      };
      expect(await runCli(COMMANDS, ['sign-in-link'], surroundings)).toBe(0);
      expect(await runCli(COMMANDS, ['users'], surroundings)).toBe(0);

      expect(lines[0]).toMatch(/^http:\/\/localhost:3000\/sign-in\?token=[\w-]{43}$/);
      expect(lines[1]).toMatch(/^admin +admin +active/);
    } finally {
      await fresh.drop();
    }
  });

  it('seeds a lively demo, once, however often and by how many it is asked', async () => {
    const runs = await Promise.all([backstory('seed'), backstory('seed')]);
    runs.push(await backstory('seed'));

    expect(runs.map(({ code }) => code)).toEqual([0, 0, 0]);
    expect(runs.filter(({ text }) => text.startsWith('Demo written'))).toHaveLength(1);
    const [counts] = await test.dataSource.query(`
      SELECT (SELECT count(*)::int FROM users) AS people,
             (SELECT count(*)::int FROM posts) AS posts,
             (SELECT count(*)::int FROM comments) AS comments,
             (SELECT count(*)::int FROM issues) AS issues,
             (SELECT array_agg(status || ' ' || total_price ORDER BY id) FROM invoices) AS invoices,
             (SELECT count(DISTINCT whodunnit)::int FROM backstory.versions WHERE actor_type = 'user') AS actors`);
    expect(counts).toEqual({
      people: 4,
      posts: 12,
      comments: 5,
      issues: 4,
      invoices: ['paid 116.30', 'issued 142.49', 'draft 249.00'],
      actors: 3,
    });
  });

  it('seeds a past that is told as one: in order, with reasons, marked as replayed', async () => {
    const versions: { source: string; reason: string; created_at: Date }[] =
      await test.dataSource.query(
        "SELECT source, reason, created_at FROM backstory.versions WHERE actor_type = 'user' ORDER BY id",
      );

    for (const [index, version] of versions.entries()) {
      expect(version.source).toBe('replay');
      expect(version.reason).toBeTruthy();
      const before = versions[index - 1]?.created_at ?? new Date(0);
      expect(version.created_at.getTime()).toBeGreaterThanOrEqual(before.getTime());
      expect(version.created_at.getTime()).toBeLessThan(Date.now());
    }
  });

  it('prints links that sign the named user in', async () => {
    const { text } = await backstory('sign-in-link', '--user', 'mia');

    const answer = await new TestClient('').get(text);

    const client = new TestClient(test.url, { cookie: sessionCookie(answer)! });
    expect((await client.get('/session')).body).toMatchObject({ user: { name: 'mia' } });
  });

  it('adds and changes users', async () => {
    const dora = ['dora', '--role', 'operator', '--email', 'dora@example.com'];
    expect((await backstory('users', 'add', ...dora)).code).toBe(0);
    expect((await backstory('users', 'set', 'dora', '--email', 'none')).code).toBe(0);
    expect((await backstory('users', 'set', 'dora', '--active', 'no')).code).toBe(0);

    expect((await backstory('users')).text).toMatch(/^dora +operator +inactive +dora$/m);
    expect((await backstory('sign-in-link', '--user', 'dora')).code).toBe(1);
    const [version] = await test.dataSource.query(
      "SELECT whodunnit, actor_type FROM backstory.versions WHERE item_type = 'User' ORDER BY id DESC LIMIT 1",
    );
    expect(version).toEqual({ whodunnit: 'cli:users', actor_type: 'system' });
  });

  it.each([
    [['users', 'add', 'UPPER'], 2],
    [['users', 'add', 'x', '--role', 'root'], 2],
    [['users', 'set', 'alice', '--active', 'maybe'], 2],
    [['users', 'frobnicate', 'x'], 2],
    [['users', 'set', 'alice', '--email', 'a@b@c'], 2],
    [['users', 'add'], 2],
    [['users', 'add', 'alice'], 1],
    [['users', 'set', 'nobody-here', '--role', 'admin'], 1],
    [['users', 'set', 'alice', '--role', 'viewer'], 1],
    [['sign-in-link', '--user', 'nobody-here'], 1],
  ])('refuses %j with exit code %i', async (line, code) => {
    const run = await backstory(...line);

    expect(run.code).toBe(code);
    expect(run.text).not.toContain('    at ');
  });
});
