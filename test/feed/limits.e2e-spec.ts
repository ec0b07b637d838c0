import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.js';
import { type FeedHost, startFeedHost } from '../support/feed-host.js';
import { SseClient } from '../support/sse-client.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { redisUrl } from '../support/test-redis.js';

describe('connection limits', () => {
  let database: TestDatabase;
  let host: FeedHost;
  const clients: SseClient[] = [];

  beforeAll(async () => {
    database = await createTestDatabase();
    host = await startFeedHost({
      databaseUrl: database.url,
      outbox: { redis: redisUrl() },
      feed: {
        maxPerPrincipal: 2,
        maxPerAddress: 4,
        awayRetry: [7_000, 9_000],
        access: {
          viewer: ({ headers }) => ({ principal: String(headers['x-viewer']), visibility: 'all' }),
          canRead: () => true,
        },
      },
    });
  });
  afterEach(async () => {
    clients.splice(0).forEach((client) => client.close());
    await eventually(() => expect(host.feed.subscribers).toBe(0));
  });
  afterAll(async () => {
    await host.close();
    await database.drop();
  });

  const connect = (viewer: string): SseClient => {
    const client = new SseClient(`${host.url}/feed/stream`, { headers: { 'x-viewer': viewer } });
    clients.push(client);
    return client;
  };

  it('keep the streams that are open and send an EventSource away with a time to come back', async () => {
    const [first, second] = [await connect('ann').ready(), await connect('ann').ready()];
    const third = connect('ann');
    await eventually(() => expect(third.ended).toBe(true));
    expect(third.status).toBe(200);
    expect(third.control('goodbye')).toMatchObject([{ reason: 'principal' }]);
    expect(third.retry).toBeGreaterThanOrEqual(7_000);
    expect([first.ended, second.ended]).toEqual([false, false]);
    expect((await connect('bob').ready()).status).toBe(200);
  });

  it('give the place back when a stream ends', async () => {
    const first = await connect('ann').ready();
    await connect('ann').ready();
    first.close();
    await eventually(() => expect(host.feed.subscribers).toBe(1));
    expect((await connect('ann').ready()).status).toBe(200);
  });

  it('answer programs with a status that they can read', async () => {
    await Promise.all(['a', 'b', 'c', 'd'].map((viewer) => connect(viewer).ready()));
    const answer = await fetch(`${host.url}/feed/stream`, { headers: { 'x-viewer': 'e' } });
    expect(answer.status).toBe(429);
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThanOrEqual(7);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(await answer.json()).toMatchObject({ status: 429, code: 'FEED_REFUSED_ADDRESS' });
    const poll = await fetch(`${host.url}/feed/events`, { headers: { 'x-viewer': 'e' } });
    expect(poll.status).toBe(429);
    await poll.body?.cancel();
  });
});
