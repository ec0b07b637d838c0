import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.js';
import { type FeedHost, startFeedHost } from '../support/feed-host.js';
import { SseClient } from '../support/sse-client.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { redisUrl } from '../support/test-redis.js';

const ROWS = 300;
const LABEL = 'x'.repeat(60_000);

describe('a client that does not read', () => {
  let database: TestDatabase;
  let host: FeedHost;

  beforeAll(async () => {
    database = await createTestDatabase();
    host = await startFeedHost({
      databaseUrl: database.url,
      outbox: { redis: redisUrl() },
      // Less memory than the client is behind, so that it resumes from the database.
      feed: { slowTime: 4_000, ringBytes: 4_000_000 },
    });
  });
  afterAll(async () => {
    await host.close();
    await database.drop();
  });

  it('is cut, costs nobody else anything, and resumes whole', async () => {
    const stalled = await new SseClient(`${host.url}/feed/stream`).ready();
    const healthy = await new SseClient(`${host.url}/feed/stream`).ready();
    stalled.pause();
    for (let first = 0; first < ROWS; first += 20) {
      await host.write(
        ...Array.from({ length: 20 }, (_, n) => ({ refId: first + n, summary: { label: LABEL } })),
      );
    }
    await eventually(() => expect(healthy.messages.length).toBe(ROWS + 1), { within: 60_000 });
    await eventually(() => expect(host.feed.subscribers).toBe(1), { within: 30_000 });

    stalled.resume();
    await eventually(() => expect(stalled.ended).toBe(true));
    expect(stalled.messages.length).toBeLessThan(ROWS);
    const again = new SseClient(`${host.url}/feed/stream`, { lastEventId: stalled.lastEventId });
    const all = (): number => stalled.positions.length + again.messages.length - 1;
    await eventually(() => expect(all()).toBe(ROWS), { within: 30_000 });
    expect([...stalled.positions, ...again.positions]).toEqual(healthy.positions);
    healthy.close();
    again.close();
  }, 120_000);

  it('that reads slowly is fed at its own pace and never cut', async () => {
    const slow = await new SseClient(`${host.url}/feed/stream`).ready();
    const stop = new AbortController();
    const reading = (async () => {
      while (!stop.signal.aborted) {
        slow.pause();
        await new Promise((resolve) => setTimeout(resolve, 60));
        slow.resume();
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    })();
    for (let first = 0; first < ROWS; first += 20) {
      await host.write(
        ...Array.from({ length: 20 }, (_, n) => ({ refId: first + n, summary: { label: LABEL } })),
      );
    }
    await eventually(() => expect(slow.messages.length).toBe(ROWS + 1), { within: 60_000 });
    stop.abort();
    await reading;
    expect(slow.ids).toEqual(Array.from({ length: ROWS }, (_, n) => String(n)));
    expect(slow.ended).toBe(false);
    slow.close();
  }, 120_000);
});
