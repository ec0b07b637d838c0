import { setTimeout as pause } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compileProgram, type ChildProgram } from '../support/child-program.js';
import { eventually } from '../support/eventually.js';
import { countOutbox, insertOutbox, readFeed, withClient } from '../support/outbox-rows.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { redisUrl } from '../support/test-redis.js';

const KILLS = 6;

describe('a relay killed at any moment', () => {
  let database: TestDatabase;
  let program: ChildProgram;

  beforeAll(async () => {
    database = await createTestDatabase();
    program = await compileProgram('test/outbox/fixtures/relay.program.ts');
  });

  afterAll(async () => {
    await database.drop();
  });

  it('loses nothing, doubles nothing and leaves nothing unannounced', async () => {
    const announced = await listenToRedis();
    const environment = {
      DATABASE_URL: database.url,
      ...(redisUrl() && { REDIS_URL: redisUrl() }),
    };
    let writing = true;
    const writer = write(database.url, () => writing);
    for (let kill = 0; kill < KILLS; kill += 1) {
      const relay = program.start(environment);
      await relay.line((line) => line === 'leading');
      await pause(Math.random() * 60);
      await relay.kill('SIGKILL');
    }
    writing = false;
    const written = await writer;
    const last = program.start(environment);
    await eventually(async () => expect(await countOutbox(database.url)).toBe(0), {
      within: 40_000,
    });

    const feed = await readFeed(database.url);
    expect(feed).toEqual(
      Array.from({ length: written }, (_, n) => ({ position: n + 1, refId: n })),
    );
    if (announced)
      await eventually(() => expect(announced.missing(written)).toEqual([]), { within: 30_000 });
    await last.kill('SIGTERM');
    announced?.close();
  }, 120_000);
});

/** One writer without a pause, so that the outbox order is the order of the ids it counts. */
async function write(url: string, goOn: () => boolean): Promise<number> {
  return withClient(url, async (client) => {
    let next = 0;
    while (goOn()) {
      const rows = Array.from({ length: 10 }, () => ({ refId: next++ }));
      await insertOutbox(client, rows);
      await pause(2);
    }
    return next;
  });
}

async function listenToRedis(): Promise<
  { missing(upTo: number): number[]; close(): void } | undefined
> {
  const url = redisUrl();
  if (!url) return undefined;
  const heard = new Set<number>();
  const redis = new Redis(url);
  redis.on('pmessage', (_pattern, _channel, message: string) => {
    heard.add(Number((JSON.parse(message) as { position: string }).position));
  });
  await redis.psubscribe('notif:*');
  return {
    missing: (upTo) =>
      Array.from({ length: upTo }, (_, n) => n + 1).filter((position) => !heard.has(position)),
    close: () => redis.disconnect(),
  };
}
