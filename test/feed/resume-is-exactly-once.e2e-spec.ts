import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FeedAccessPolicy } from '../../src/platform/feed/index.js';
import {
  type ChildProgram,
  compileProgram,
  type RunningProgram,
} from '../support/child-program.js';
import { eventually } from '../support/eventually.js';
import { type FeedHost, startFeedHost } from '../support/feed-host.js';
import { freePort } from '../support/free-port.js';
import { countOutbox, insertOutbox, readFeed, withClient } from '../support/outbox-rows.js';
import { type PrivateRedisServer, startPrivateRedis } from '../support/private-redis.js';
import { SseClient } from '../support/sse-client.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { redisUrl } from '../support/test-redis.js';

const READERS = 8;
const WRITERS = 20;
const CUTS = 20;
const ascending = (a: number, b: number): number => a - b;
const SLOW_TO_ANSWER: FeedAccessPolicy = {
  viewer: () => ({ principal: 'reader', visibility: 'all' }),
  canRead: () => pause(20, true),
};
const isUp = (line: string): boolean => line.startsWith('listening');

describe('a reader that is cut again and again', () => {
  let database: TestDatabase;
  let redis: PrivateRedisServer | undefined;
  let program: ChildProgram;
  let near: FeedHost;
  let far: RunningProgram;
  let farPort: number;

  beforeAll(async () => {
    database = await createTestDatabase();
    redis = redisUrl() ? await startPrivateRedis() : undefined;
    program = await compileProgram('test/feed/fixtures/feed.program.ts');
    farPort = await freePort();
    near = await startFeedHost({
      databaseUrl: database.url,
      outbox: { redis: redis?.url },
      // A ring so small that most readers come back to the database.
      // A policy that takes its time leaves room for readers to arrive within a fan-out.
      feed: { maxPerPrincipal: 1_000, ringEntries: 50, access: SLOW_TO_ANSWER },
    });
    far = await startFar();
  });

  afterAll(async () => {
    await far.kill();
    await near.close();
    await redis?.stop();
    await database.drop();
  });

  const startFar = async (): Promise<RunningProgram> => {
    const running = program.start({
      DATABASE_URL: database.url,
      PORT: String(farPort),
      RING: '200',
      ...(redis && { REDIS_URL: redis.url }),
    });
    await running.line(isUp);
    return running;
  };

  it('sees every entry once and in order, across two processes, kill -9 and a dead Redis', async () => {
    const start = await near.feed.position();
    const servers = [near.url, `http://127.0.0.1:${farPort}`];
    const writing = { on: true };
    const cuts = { left: READERS * CUTS };
    const readers = Array.from({ length: READERS }, () => read(servers, start, cuts));
    const writers = Array.from({ length: WRITERS }, (_, n) => write(database.url, n, writing));
    const trouble = (async () => {
      for (let round = 0; round < 2; round += 1) {
        await far.kill('SIGKILL');
        await redis?.stop('SIGKILL');
        far = await startFar();
        await redis?.start();
      }
    })();
    await trouble;
    await eventually(() => cuts.left <= 0, { within: 90_000 });
    writing.on = false;
    const committed = (await Promise.all(writers)).flat();

    await eventually(async () => expect(await countOutbox(database.url)).toBe(0), {
      within: 30_000,
    });
    const feed = await readFeed(database.url);
    expect(feed.map((entry) => entry.refId).sort(ascending)).toEqual(committed.sort(ascending));
    const expected = feed.map((entry) => entry.position);
    for (const reader of await Promise.all(readers.map((one) => one(expected.length)))) {
      expect(reader).toEqual(expected);
    }
  }, 150_000);
});

/** Reads with connections that end at any moment; answers what it saw once it has seen enough. */
function read(
  servers: string[],
  start: string,
  cuts: { left: number },
): (enough: number) => Promise<number[]> {
  const seen: number[] = [];
  const goal = { count: Number.POSITIVE_INFINITY };
  const work = (async () => {
    let cursor = start;
    const deadline = Date.now() + 140_000;
    while (seen.length < goal.count && Date.now() < deadline) {
      const server = servers[Math.floor(Math.random() * servers.length)];
      const client = new SseClient(`${server}/feed/stream`, { lastEventId: cursor });
      const opened = (): boolean => client.ended || client.control('ready').length > 0;
      await eventually(opened, { within: 5_000, every: 2 }).catch(() => undefined);
      const enough = (): boolean =>
        client.ended || client.entries.length + seen.length >= goal.count;
      const patience = cuts.left > 0 ? Math.random() * 100 : 2_000;
      await eventually(enough, { within: patience, every: 2 }).catch(() => undefined);
      if (client.control('ready').length > 0) cuts.left -= 1;
      client.close();
      seen.push(...client.positions);
      cursor = client.lastEventId ?? cursor;
      expect(client.control('reset')).toEqual([]);
    }
  })();
  return async (enough) => {
    goal.count = enough;
    await work;
    return seen;
  };
}

/** Commits late, rolls back now and then, and never in the order of the ids. */
async function write(url: string, writer: number, writing: { on: boolean }): Promise<number[]> {
  return withClient(url, async (client) => {
    const committed: number[] = [];
    for (let round = 0; writing.on; round += 1) {
      const refId = writer * 1_000_000 + round;
      await client.query('BEGIN');
      await insertOutbox(client, [{ refId }]);
      await pause(Math.random() * 120);
      const commits = Math.random() < 0.8;
      await client.query(commits ? 'COMMIT' : 'ROLLBACK');
      if (commits) committed.push(refId);
    }
    return committed;
  });
}
