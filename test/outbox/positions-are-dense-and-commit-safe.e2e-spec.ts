import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PostgresPubSub, Relay } from '../../src/platform/outbox/index.js';
import { eventually } from '../support/eventually.js';
import { countOutbox, insertOutbox, readFeed, withClient } from '../support/outbox-rows.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

const WRITERS = 20;
const ROUNDS = 15;

describe('feed positions', () => {
  let database: TestDatabase;
  let pubSub: PostgresPubSub;
  let relay: Relay;

  beforeAll(async () => {
    database = await createTestDatabase();
    const config = { connectionString: database.url };
    pubSub = new PostgresPubSub(config);
    relay = new Relay({ config, pubSub, batchSize: 7, pollInterval: 5 });
    relay.start();
  });

  afterAll(async () => {
    await relay.stop();
    await pubSub.close();
    await database.drop();
  });

  it('are dense and never appear behind a reader, whoever commits late or rolls back', async () => {
    const seen: number[] = [];
    const reading = { on: true };
    const reader = withClient(database.url, async (client) => {
      while (reading.on) {
        seen.push(...(await positionsAfter(client, seen.at(-1) ?? 0)));
      }
    });
    const written = await Promise.all(
      Array.from({ length: WRITERS }, (_, writer) => write(database.url, writer)),
    );
    const committed = written.flat().sort((a, b) => a - b);
    await eventually(async () => expect(await countOutbox(database.url)).toBe(0));
    const feed = await readFeed(database.url);
    await eventually(() => expect(seen.length).toBe(feed.length));
    reading.on = false;
    await reader;

    expect(feed.map((entry) => entry.refId).sort((a, b) => a - b)).toEqual(committed);
    expect(feed.map((entry) => entry.position)).toEqual(committed.map((_, index) => index + 1));
    expect(seen).toEqual(feed.map((entry) => entry.position));
  });
});

/** Reads on from a cursor as every consumer does. */
async function positionsAfter(client: Client, position: number): Promise<number[]> {
  const { rows } = await client.query<{ position: string }>(
    'SELECT position FROM backstory.feed_entries WHERE position > $1 ORDER BY position',
    [position],
  );
  return rows.map((row) => Number(row.position));
}

/** Writes in transactions that stay open for a while, so that ids commit out of order. */
async function write(url: string, writer: number): Promise<number[]> {
  return withClient(url, async (client) => {
    const committed: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const refs = [0, 1, 2].map((n) => writer * 10_000 + round * 10 + n);
      await client.query('BEGIN');
      await insertOutbox(
        client,
        refs.map((refId) => ({ refId })),
      );
      await pause(Math.random() * 15);
      if (Math.random() < 0.3) {
        await client.query('ROLLBACK');
        continue;
      }
      await client.query('COMMIT');
      committed.push(...refs);
    }
    return committed;
  });
}
