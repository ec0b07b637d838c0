import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.js';
import { type FeedHost, startFeedHost } from '../support/feed-host.js';
import { withClient } from '../support/outbox-rows.js';
import { SseClient } from '../support/sse-client.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { OutboxService } from '../../src/platform/outbox/index.js';
import { redisUrl } from '../support/test-redis.js';

const WINDOW = { windowEntries: 100, windowAge: 24 * 3_600_000 };

describe('a cursor that cannot be resumed', () => {
  let database: TestDatabase;
  let host: FeedHost;
  const clients: SseClient[] = [];

  beforeAll(async () => {
    database = await createTestDatabase();
    host = await startFeedHost({
      databaseUrl: database.url,
      outbox: { redis: redisUrl() },
      feed: { ...WINDOW, ringEntries: 20, maxPerPrincipal: 100 },
    });
    await host.write(...Array.from({ length: 150 }, (_, n) => ({ refId: n + 1 })));
    // Until this process has read them, not only the database has them.
    await eventually(async () => {
      const answer = await fetch(`${host.url}/feed/events?wait=0`);
      return ((await answer.json()) as { next: string }).next.endsWith('-150');
    });
  });
  afterEach(() => clients.splice(0).forEach((client) => client.close()));
  afterAll(async () => {
    await host.close();
    await database.drop();
  });

  const connect = (lastEventId: string, path = '/feed/stream'): SseClient => {
    const client = new SseClient(host.url + path, { lastEventId });
    clients.push(client);
    return client;
  };
  const epoch = async (): Promise<string> => (await host.feed.position()).split('-')[0] ?? '';

  it.each([
    ['no cursor at all', 'hello', 'malformed'],
    ['a negative position', 'EPOCH--5', 'malformed'],
    ['a number alone', '12', 'malformed'],
    ['more digits than a position has', `EPOCH-${'9'.repeat(40)}`, 'malformed'],
    ['4 KB of it', 'x'.repeat(4_096), 'malformed'],
    ['SQL', "EPOCH-1'; DROP TABLE backstory.outbox; --", 'malformed'],
    ['another feed', '0000deadbeef-5', 'epoch'],
    ['the future', 'EPOCH-9999', 'future'],
    ['what lies behind the window', 'EPOCH-49', 'window'],
  ])('that is %s leads to a reset with the reason, never an error', async (_what, id, reason) => {
    const cursor = id.replace('EPOCH', await epoch());
    const client = await connect(cursor).ready();
    expect(client.status).toBe(200);
    expect(client.control('reset')).toEqual([{ position: '150', reason }]);
    expect(client.lastEventId).toBe(`${await epoch()}-150`);
    const answer = await fetch(
      `${host.url}/feed/events?wait=0&after=${encodeURIComponent(cursor)}`,
    );
    expect(await answer.json()).toEqual({
      items: [],
      next: `${await epoch()}-150`,
      reset: { position: '150', reason },
    });
  });

  it('at the edge of the window is resumed whole', async () => {
    const client = connect(`${await epoch()}-50`);
    await eventually(() => expect(client.positions).toHaveLength(100));
    expect(client.positions[0]).toBe(51);
    expect(client.control('reset')).toEqual([]);
  });

  it('goes on live after the reset', async () => {
    const client = await connect('hello').ready();
    await host.write({ refId: 777 });
    await eventually(() => expect(client.ids).toEqual(['777']));
  });

  it('is told so as well when its entries were trimmed or are too old', async () => {
    const head = Number((await host.feed.position()).split('-')[1]);
    expect(await host.app.get(OutboxService).trim(WINDOW)).toBe(head - 100);
    const trimmed = await connect(`${await epoch()}-${head - 101}`).ready();
    expect(trimmed.control('reset')).toMatchObject([{ reason: 'window' }]);
    const kept = connect(`${await epoch()}-${head - 100}`);
    await eventually(() => expect(kept.positions).toHaveLength(100));
    await withClient(database.url, (client) =>
      client.query(`UPDATE backstory.feed_entries SET appended_at = now() - interval '25 hours'`),
    );
    const old = await connect(`${await epoch()}-${head - 50}`).ready();
    expect(old.control('reset')).toMatchObject([{ reason: 'window' }]);
  });

  it('is what open streams get when the database goes on under another epoch', async () => {
    const client = await connect(await host.feed.position()).ready();
    await withClient(database.url, (pg) =>
      pg.query(`UPDATE backstory.feed_head SET epoch = 'restored'`),
    );
    await eventually(() => expect(client.control('reset')).toMatchObject([{ reason: 'epoch' }]));
    await host.write({ refId: 888 });
    await eventually(() => expect(client.ids).toEqual(['888']));
    expect(client.lastEventId).toMatch(/^restored-/);
  });
});
