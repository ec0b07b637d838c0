import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { SignInLinksService } from '../../src/domain/identity/index.js';
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { sessionCookie } from '../support/session-cookie.js';
import { signIn } from '../support/sign-in.js';
import { TestClient } from '../support/test-client.js';

describe('a secret', () => {
  let test: TestApp;
  let output: string[];
  let answers: string[];

  beforeAll(async () => {
    test = await createTestApp({
      env: { BACKSTORY_LOG_LEVEL: 'debug', BACKSTORY_LOG_FORMAT: 'json' },
    });
  });

  beforeEach(() => {
    output = [];
    answers = [];
    for (const stream of [process.stdout, process.stderr]) {
      const write = stream.write.bind(stream);
      vi.spyOn(stream, 'write').mockImplementation((chunk: string | Uint8Array) => {
        output.push(String(chunk));
        return write(chunk);
      });
    }
  });

  afterEach(() => {
    vi.restoreAllMocks();
  });

  afterAll(() => test.close());

  /** Sends, and keeps everything that comes back but cookies. */
  async function send(client: TestClient, method: string, path: string, body?: unknown) {
    const answer = await client.send<Record<string, never>>(method, path, body);
    const { 'set-cookie': _, ...headers } = Object.fromEntries(answer.headers);
    answers.push(JSON.stringify({ ...answer, headers }));
    return answer;
  }

  async function everyRow(): Promise<string> {
    const tables: { name: string }[] = await test.dataSource.query(
      `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
       WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`,
    );
    const rows = [];
    for (const { name } of tables) {
      rows.push(await test.dataSource.query(`SELECT t::text FROM ${name} AS t`));
    }
    expect(tables.length).toBeGreaterThan(10);
    return JSON.stringify(rows);
  }

  async function expectNowhere(secret: string): Promise<void> {
    expect(output.join(''), 'log').not.toContain(secret);
    expect(await everyRow(), 'database').not.toContain(secret);
  }

  it('that is a password appears in no row, no log and no answer', async () => {
    const password = 'canary-password-4711';
    const admin = await signIn(test, 'admin');
    const body = { name: 'canary', display_name: 'Canary', role: 'viewer', password };

    const created = await send(admin.client, 'POST', '/users', body);
    await send(admin.client, 'PATCH', `/users/${created.body.id}`, { password: `${password}-2` });
    await send(admin.client, 'POST', '/users', body);
    await send(admin.client, 'POST', '/users', { ...body, role: password });
    await send(admin.client, 'POST', '/users', `{"password": "${password}", `);
    await send(admin.client, 'POST', '/users', { ...body, password: [password] });
    const anybody = new TestClient(test.url);
    await send(anybody, 'POST', '/session', { name: 'canary', password: `${password}-2` });
    await send(anybody, 'POST', '/session', { name: 'canary', password });
    await send(anybody, 'POST', '/session', { name: password, password: 'x' });
    await send(anybody, 'POST', `/session?password=${password}`, {});
    await send(anybody, 'GET', `/nowhere?password=${password}`);

    expect(answers.join('')).not.toContain(password);
    await expectNowhere(password);
    expect(output.join(''), 'the log was really read').toContain('"');
  });

  it('that is an API token is shown once, to its owner', async () => {
    const owner = await signIn(test, 'member');
    const created = await owner.client.post<{ token: string; id: string }>('/tokens', {
      name: 'canary',
      scopes: ['read'],
    });
    const { token } = created.body;
    const bearer = new TestClient(test.url, { authorization: `Bearer ${token}` });

    await send(bearer, 'GET', '/session');
    await send(bearer, 'POST', '/posts', {});
    await send(bearer, 'GET', `/nowhere?token=${token}`);
    await send(owner.client, 'GET', '/tokens');
    await send(owner.client, 'DELETE', `/tokens/${created.body.id}`);
    await send(bearer, 'GET', '/session');

    expect(answers.join('')).not.toContain(token);
    await expectNowhere(token);
  });

  it('that is a sign-in link or a session is in no row and no log', async () => {
    const { user } = await signIn(test, 'viewer');
    const link = await test.app.get(SignInLinksService).issue(user.id);
    const anybody = new TestClient(test.url);

    const answer = await send(anybody, 'GET', `/sign-in?token=${link}`);
    await send(anybody, 'GET', `/sign-in?token=${link}`);
    await send(anybody, 'POST', `/sign-in?token=${link}`);
    const session = sessionCookie(answer)!;
    const browser = new TestClient(test.url, { cookie: session });
    await send(browser, 'GET', '/session');
    await send(browser, 'GET', '/nowhere');

    expect(answers.join('')).not.toContain(link);
    await expectNowhere(link);
    await expectNowhere(session.split('=')[1]!);
  });

  it('that somebody puts into an audited row by SQL is redacted in its version', async () => {
    const { user } = await signIn(test, 'viewer');
    await test.dataSource.query('UPDATE users SET password_hash = $1 WHERE id = $2', [
      'canary-hash-by-sql',
      user.id,
    ]);

    const versions = await test.dataSource.query('SELECT v::text FROM backstory.versions AS v');
    const entries = await test.dataSource.query('SELECT e::text FROM backstory.outbox AS e');

    expect(JSON.stringify([versions, entries])).not.toContain('canary-hash-by-sql');
    expect(JSON.stringify(versions)).toContain('redacted:');
  });
});
