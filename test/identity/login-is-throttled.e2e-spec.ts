import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UsersService } from '../../src/domain/identity/index.js';
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { TestClient } from '../support/test-client.js';

const PASSWORD = 'correct horse battery staple';

function attempt(app: TestApp, name: string, password: string, address: string) {
  return new TestClient(app.url).post<{ code: string; detail: string }>(
    '/session',
    { name, password },
    { 'x-forwarded-for': address },
  );
}

async function secondsFor(app: TestApp, name: string): Promise<number> {
  const start = performance.now();
  await attempt(app, name, 'wrong', '198.51.100.30');
  return (performance.now() - start) / 1000;
}

describe('signing in with a password', () => {
  let database: TestDatabase;
  let one: TestApp;
  let other: TestApp;

  beforeAll(async () => {
    database = await createTestDatabase();
    const options = { databaseUrl: database.url, env: { BACKSTORY_TRUSTED_PROXIES: 'loopback' } };
    one = await createTestApp(options);
    other = await createTestApp(options);
    for (const name of ['alice', 'bruno', 'clara', 'dario']) {
      await one.app
        .get(UsersService)
        .create({ name, display_name: name, role: 'viewer', password: PASSWORD });
    }
  });

  afterAll(async () => {
    await one.close();
    await other.close();
    await database.drop();
  });

  it('lets ten of fifty parallel tries for an account reach the password, over two processes', async () => {
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        attempt(index % 2 ? one : other, 'alice', 'wrong', `203.0.113.${index + 1}`),
      ),
    );

    expect(answers.filter((answer) => answer.status === 401)).toHaveLength(10);
    const throttled = answers.filter((answer) => answer.status === 429);
    expect(throttled).toHaveLength(40);
    const seconds = Number(throttled[0]!.headers.get('retry-after'));
    expect(seconds).toBeGreaterThan(800);
    expect(seconds).toBeLessThanOrEqual(900);
  });

  it('keeps the throttle over a restart, for the right password too', async () => {
    const restarted = await createTestApp({ databaseUrl: database.url });
    try {
      expect((await attempt(restarted, 'alice', PASSWORD, '198.51.100.1')).status).toBe(429);
    } finally {
      await restarted.close();
    }
  });

  it('lets the account in again when the window is over', async () => {
    await one.dataSource.query(
      "UPDATE login_throttles SET window_ends_at = now() - interval '1 s'",
    );

    expect((await attempt(one, 'alice', PASSWORD, '198.51.100.2')).status).toBe(200);
  });

  it('forgets the tries for an account after the right password', async () => {
    await attempt(one, 'bruno', 'wrong', '198.51.100.3');
    await one.dataSource.query('UPDATE login_throttles SET attempts = 9 WHERE attempts = 1');
    expect((await attempt(one, 'bruno', PASSWORD, '198.51.100.3')).status).toBe(200);

    expect((await attempt(one, 'bruno', 'wrong', '198.51.100.3')).status).toBe(401);
  });

  it('stops an address that tries many accounts, without locking those accounts', async () => {
    await one.dataSource.query('UPDATE login_throttles SET attempts = 50');
    const address = '192.0.2.7';
    await attempt(one, 'somebody', 'wrong', address);
    await one.dataSource.query('UPDATE login_throttles SET attempts = 50 WHERE attempts = 1');

    const answers = await Promise.all(
      Array.from({ length: 20 }, () => attempt(one, 'clara', 'wrong', address)),
    );

    expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([429]));
    expect((await attempt(one, 'clara', PASSWORD, '192.0.2.8')).status).toBe(200);
  });

  it('answers an unknown name like a wrong password', async () => {
    const unknown = await attempt(one, 'nobody', 'wrong', '198.51.100.20');
    const wrong = await attempt(one, 'dario', 'wrong', '198.51.100.20');

    expect(unknown.status).toBe(401);
    const { correlation_id: _one, ...unknownBody } = unknown.body as Record<string, unknown>;
    const { correlation_id: _other, ...wrongBody } = wrong.body as Record<string, unknown>;
    expect(unknownBody).toEqual(wrongBody);
  });

  it('takes as long for an unknown name as for a wrong password', async () => {
    const unknown: number[] = [];
    const known: number[] = [];
    for (let round = 0; round < 3; round++) {
      unknown.push(await secondsFor(one, 'nobody-either'));
      known.push(await secondsFor(one, 'dario'));
    }

    // Fastest of three: a busy machine only ever makes a try slower.
    const ratio = Math.min(...unknown) / Math.min(...known);
    expect(ratio).toBeGreaterThan(0.5);
    expect(ratio).toBeLessThan(2);
  });

  it('keeps no name that somebody typed', async () => {
    await attempt(one, 'my-password-typed-in-the-wrong-box', 'x', '198.51.100.40');

    const rows = await one.dataSource.query(
      'SELECT login_throttles::text AS row FROM login_throttles',
    );

    expect(JSON.stringify(rows)).not.toContain('wrong-box');
  });
});
