import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PostgresPubSub, Relay } from '../../src/platform/outbox/index.js';
import { eventually } from '../support/eventually.js';
import { countOutbox, insertOutbox, readFeed, withClient } from '../support/outbox-rows.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

const WRITERS = 4;
const ROWS = 500;

describe('two relays in power at once', () => {
  let database: TestDatabase;
  let pubSub: PostgresPubSub;
  let relays: Relay[];
  const failures: unknown[] = [];

  beforeAll(async () => {
    database = await createTestDatabase();
    const config = { connectionString: database.url };
    pubSub = new PostgresPubSub(config);
    // One electorate each: the election cannot help, only the lock on the head can.
    relays = [1, 2, 3].map(
      (electorate) =>
        new Relay({
          config,
          pubSub,
          electorate,
          batchSize: 100,
          pollInterval: 1,
          onFailure: (error) => failures.push(error),
        }),
    );
  });

  afterAll(async () => {
    await Promise.all(relays.map((relay) => relay.stop()));
    await pubSub.close();
    await database.drop();
  });

  it('neither double nor skip an entry, nor stand in one another’s way', async () => {
    for (const relay of relays) relay.start();
    await eventually(() => expect(relays.every((relay) => relay.leading)).toBe(true));
    await Promise.all(Array.from({ length: WRITERS }, (_, n) => write(database.url, n)));
    await eventually(async () => expect(await countOutbox(database.url)).toBe(0));

    const feed = await readFeed(database.url);
    expect(failures).toEqual([]);
    expect(feed.map((entry) => entry.position)).toEqual(
      Array.from({ length: WRITERS * ROWS }, (_, n) => n + 1),
    );
    for (let writer = 0; writer < WRITERS; writer += 1) {
      const own = feed.filter((entry) => Math.floor(entry.refId / ROWS) === writer);
      expect(own.map((entry) => entry.refId)).toEqual(
        Array.from({ length: ROWS }, (_, n) => writer * ROWS + n),
      );
    }
  });
});

/** Row by row, so that each relay's snapshot shows another outbox. */
async function write(url: string, writer: number): Promise<void> {
  await withClient(url, async (client) => {
    for (let n = 0; n < ROWS; n += 1) await insertOutbox(client, [{ refId: writer * ROWS + n }]);
  });
}
