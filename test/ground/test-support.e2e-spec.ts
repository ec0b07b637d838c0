import { Redis } from 'ioredis';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.js';
import { startPrivatePostgres, type PrivatePostgres } from '../support/private-postgres.js';
import { startPrivateRedis, type PrivateRedisServer } from '../support/private-redis.js';
import { query } from '../support/query.js';
import { createEmptyDatabase, createTestDatabase } from '../support/test-database.js';
import { redisUrl } from '../support/test-redis.js';

describe('a test database', () => {
  it('has every migration run, and is dropped with its clients connected', async () => {
    const database = await createTestDatabase();
    expect(await query(database.url, 'SELECT * FROM backstory.outbox')).toEqual([]);

    const lingering = new Client({ connectionString: database.url });
    lingering.on('error', () => undefined);
    await lingering.connect();
    await database.drop();

    await expect(query(database.url, 'SELECT 1')).rejects.toThrow('does not exist');
    await lingering.end();
  });

  it('is separate from the next one', async () => {
    const [one, two] = await Promise.all([createTestDatabase(), createTestDatabase()]);
    await query(one.url, 'CREATE TABLE only_here ()');
    await expect(query(two.url, 'SELECT * FROM only_here')).rejects.toThrow('does not exist');
    await Promise.all([one.drop(), two.drop()]);
  });

  it('can be had empty', async () => {
    const database = await createEmptyDatabase();
    await expect(query(database.url, 'SELECT * FROM backstory.outbox')).rejects.toThrow();
    await database.drop();
  });
});

describe('a private PostgreSQL', () => {
  let server: PrivatePostgres;
  beforeAll(async () => {
    server = await startPrivatePostgres();
  });
  afterAll(() => server.stop());

  it('keeps its URL and what was committed over a stop and a crash', async () => {
    await query(server.url, 'CREATE TABLE kept AS SELECT 1 AS n');
    await server.stop('immediate');
    await expect(query(server.url, 'SELECT 1')).rejects.toThrow();
    await server.start();
    expect(await query(server.url, 'SELECT n FROM kept')).toEqual([{ n: 1 }]);
  });
});

describe.skipIf(process.env.BACKSTORY_TEST_PROFILE === 'embedded')('a test Redis', () => {
  let server: PrivateRedisServer;
  beforeAll(async () => {
    server = await startPrivateRedis();
  });
  afterAll(() => server.stop());

  it('starts empty for each file', async () => {
    const redis = new Redis(redisUrl() ?? '');
    expect(await redis.dbsize()).toBe(0);
    await redis.set('left', 'over');
    await redis.quit();
  });

  it('comes back under the same URL after a crash when it is private', async () => {
    const redis = new Redis(server.url, { retryStrategy: () => 20 });
    redis.on('error', () => undefined);
    expect(await redis.ping()).toBe('PONG');
    await server.stop('SIGKILL');
    await eventually(() => redis.status === 'reconnecting');
    await server.start();
    expect(await redis.ping()).toBe('PONG');
    await redis.quit();
  });
});

describe('eventually', () => {
  it('answers the first truthy or asserted value', async () => {
    let calls = 0;
    expect(await eventually(() => (calls += 1) > 3, { every: 1 })).toBe(true);
  });

  it('throws what the last attempt threw', async () => {
    const attempt = eventually(() => expect('not yet').toBe('now'), { within: 20, every: 5 });
    await expect(attempt).rejects.toThrow('not yet');
  });
});
