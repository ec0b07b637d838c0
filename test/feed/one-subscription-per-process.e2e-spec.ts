import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.js';
import { type FeedHost, startFeedHost } from '../support/feed-host.js';
import { withClient } from '../support/outbox-rows.js';
import { type PrivateRedisServer, startPrivateRedis } from '../support/private-redis.js';
import { SseClient } from '../support/sse-client.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { redisUrl } from '../support/test-redis.js';

describe('a process with many clients', () => {
  let database: TestDatabase;
  let redis: PrivateRedisServer | undefined;
  let host: FeedHost;
  let clients: SseClient[];

  beforeAll(async () => {
    database = await createTestDatabase();
    redis = redisUrl() ? await startPrivateRedis() : undefined;
    host = await startFeedHost({
      databaseUrl: database.url,
      outbox: { redis: redis?.url },
      feed: { maxPerPrincipal: 100 },
    });
    clients = Array.from({ length: 60 }, () => new SseClient(`${host.url}/feed/stream`));
    await Promise.all(clients.map((client) => client.ready()));
  });
  afterAll(async () => {
    clients.forEach((client) => client.close());
    await host.close();
    await redis?.stop();
    await database.drop();
  });

  const arrives = (refId: number): Promise<unknown> =>
    eventually(() => clients.every((client) => client.ids.includes(String(refId))));

  it('holds one subscription', async () => {
    await host.write({ refId: 1 });
    await arrives(1);
    expect(await subscriptions(database.url, redis?.url)).toBe(1);
  });

  it('reads each batch once', async () => {
    const before = await scans(database.url);
    await host.write({ refId: 2 });
    await arrives(2);
    // The batch itself and polls meanwhile; never one per client.
    expect((await scans(database.url)) - before).toBeLessThan(30);
  });

  it.skipIf(!redisUrl())('goes on while Redis is dead, and as before when it is back', async () => {
    await redis?.stop('SIGKILL');
    await host.write({ refId: 3 });
    await arrives(3);
    await redis?.start();
    await eventually(async () => (await subscriptions(database.url, redis?.url)) === 1);
    await host.write({ refId: 4 });
    await arrives(4);
    expect(clients.every((client) => client.ids.join() === '1,2,3,4')).toBe(true);
  });
});

async function subscriptions(databaseUrl: string, redis?: string): Promise<number> {
  if (redis) {
    const client = new Redis(redis);
    const list = String(await client.call('CLIENT', 'LIST', 'TYPE', 'pubsub'));
    client.disconnect();
    return list.trim().split('\n').filter(Boolean).length;
  }
  return withClient(databaseUrl, async (client) => {
    const { rows } = await client.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM pg_stat_activity
       WHERE datname = current_database() AND application_name = 'backstory pub/sub'`,
    );
    return rows[0]?.n ?? 0;
  });
}

/** How often the feed's key was scanned so far. */
async function scans(url: string): Promise<number> {
  return withClient(url, async (client) => {
    const { rows } = await client.query<{ n: number }>(
      `SELECT coalesce(idx_scan, 0)::int AS n FROM pg_stat_user_indexes
       WHERE indexrelname = 'feed_entries_pkey'`,
    );
    return rows[0]?.n ?? 0;
  });
}
