import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.js';
import { type FeedHost, startFeedHost } from '../support/feed-host.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { redisUrl } from '../support/test-redis.js';

interface Page {
  items: { id: string; position: string }[];
  next: string;
  reset: object | null;
}

describe('the long poll', () => {
  let database: TestDatabase;
  let host: FeedHost;

  beforeAll(async () => {
    database = await createTestDatabase();
    const outbox = { redis: redisUrl() };
    host = await startFeedHost({ databaseUrl: database.url, outbox, feed: { ringEntries: 10 } });
  });
  afterAll(async () => {
    await host.close();
    await database.drop();
  });

  const poll = async (query: string): Promise<Page> => {
    const answer = await fetch(`${host.url}/feed/events?${query}`);
    expect(answer.status).toBe(200);
    return (await answer.json()) as Page;
  };

  it('waits for the first entry and says where to go on', async () => {
    const start = await host.feed.position();
    const waiting = poll(`after=${start}&wait=20`);
    const started = Date.now();
    await host.write({ refId: 1 }, { refId: 2 });
    const page = await waiting;
    expect(page.items.map(({ id }) => id)).toEqual(['1', '2']);
    expect(page.next).toBe(await host.feed.position());
    expect(Date.now() - started).toBeLessThan(10_000);
  });

  it('answers with nothing when nothing came, from where it was asked', async () => {
    const start = await host.feed.position();
    expect(await poll(`after=${start}&wait=0`)).toEqual({ items: [], next: start, reset: null });
    expect(await poll('wait=0')).toEqual({ items: [], next: start, reset: null });
  });

  it('pages through what was missed without a gap, from database and memory', async () => {
    const start = await host.feed.position();
    await host.write(...Array.from({ length: 47 }, (_, n) => ({ refId: 100 + n })));
    await eventually(async () =>
      expect((await poll(`after=${start}&wait=0`)).items.length).toBe(47),
    );
    const seen: string[] = [];
    let cursor = start;
    for (let page = await poll(`after=${cursor}&limit=7&wait=0`); page.items.length > 0;) {
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.next;
      page = await poll(`after=${cursor}&limit=7&wait=0`);
    }
    expect(seen).toEqual(Array.from({ length: 47 }, (_, n) => String(100 + n)));
    expect(cursor).toBe(await host.feed.position());
  });

  it('moves the cursor past entries that the filter holds back', async () => {
    const start = await host.feed.position();
    await host.write({ refId: 200, itemType: 'Other' });
    await eventually(async () => expect(await host.feed.position()).not.toBe(start));
    const page = await poll(`after=${start}&item_type=Post&wait=1`);
    expect(page.items).toEqual([]);
    expect(page.next).toBe(await host.feed.position());
  });

  it.each(['wait=-1', 'wait=9999999', 'limit=0', 'limit=1000000000', 'limit=abc', 'limit=1e3'])(
    'refuses %s in words',
    async (query) => {
      const answer = await fetch(`${host.url}/feed/events?${query}`);
      expect(answer.status).toBe(400);
      expect(await answer.json()).toMatchObject({ errors: [{ field: query.split('=')[0] }] });
    },
  );
});
