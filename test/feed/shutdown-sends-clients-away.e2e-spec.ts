import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type ChildProgram,
  compileProgram,
  type RunningProgram,
} from '../support/child-program.js';
import { eventually } from '../support/eventually.js';
import { insertOutbox, withClient } from '../support/outbox-rows.js';
import { SseClient } from '../support/sse-client.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { redisUrl } from '../support/test-redis.js';

const STREAMS = 300;

describe('a server that is told to stop', () => {
  let database: TestDatabase;
  let program: ChildProgram;

  beforeAll(async () => {
    database = await createTestDatabase();
    program = await compileProgram('test/feed/fixtures/feed.program.ts');
  });
  afterAll(async () => {
    await database.drop();
  });

  const start = async (): Promise<{ server: RunningProgram; url: string }> => {
    const redis = redisUrl();
    const environment = { DATABASE_URL: database.url, ...(redis && { REDIS_URL: redis }) };
    const server = program.start(environment);
    const line = await server.line((said) => said.startsWith('listening'));
    return { server, url: line.split(' ')[1] ?? '' };
  };

  it('says goodbye with a spread time to come back, answers polls, and is gone promptly', async () => {
    const { server, url } = await start();
    // Sent before the streams, so it waits by the time they are open.
    const poll = fetch(`${url}/feed/events?wait=60`).then((answer) => answer.json());
    const streams = Array.from({ length: STREAMS }, () => new SseClient(`${url}/feed/stream`));
    await Promise.all(streams.map((stream) => stream.ready()));
    const stalled = streams[0];
    stalled?.pause();

    const told = Date.now();
    await server.kill('SIGTERM');
    expect(Date.now() - told).toBeLessThan(4_000);
    expect(await poll).toMatchObject({ items: [], reset: null });
    stalled?.resume();
    await eventually(() => streams.every((stream) => stream.ended), { within: 15_000 });
    const goodbyes = streams.map((stream) => stream.control('goodbye')[0]);
    expect(goodbyes.every((goodbye) => goodbye?.reason === 'draining')).toBe(true);
    const waits = goodbyes.map((goodbye) => Number(goodbye?.retry));
    expect(Math.min(...waits)).toBeGreaterThanOrEqual(10);
    expect(Math.max(...waits)).toBeLessThanOrEqual(50);
    expect(new Set(waits).size).toBeGreaterThan(20);

    await withClient(database.url, (client) => insertOutbox(client, [{ refId: 1 }, { refId: 2 }]));
    const next = await start();
    const back = streams
      .slice(0, 20)
      .map(({ lastEventId }) => new SseClient(`${next.url}/feed/stream`, { lastEventId }));
    for (const client of back)
      await eventually(() => expect(client.ids).toEqual(['1', '2']), { within: 15_000 });
    back.forEach((client) => client.close());
    await next.server.kill('SIGTERM');
  }, 90_000);
});
