import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { retryTransaction, type RetryOptions } from '../../src/platform/events/index.js';
import { createEventsDatabase, type EventsDatabase } from './support/events-database.js';
import { parcelEvents } from './support/parcel-events.js';

const CALLERS = 50;

class Rollback extends Error {}

describe('fifty callers at once', () => {
  let database: EventsDatabase<typeof parcelEvents>;

  beforeAll(async () => {
    database = await createEventsDatabase(parcelEvents);
  });

  afterAll(() => database?.close());

  it.each([
    ['READ COMMITTED', 60, 5],
    ['REPEATABLE READ', 60, 5],
    ['SERIALIZABLE', 5, 2],
  ] as const)(
    'in %s make one event of each of %i, the first %i being rolled back',
    { timeout: 60_000 },
    async (isolation, many, failing) => {
      const keys = Array.from({ length: many }, (_, key) => `${isolation} ${key}`);

      const rolledBack = await Promise.all(
        Array.from({ length: CALLERS }, (_, caller) =>
          visitAll(keys, caller, { isolation, attempts: 1_000 }, caller < failing),
        ),
      );

      const rows = await database.dataSource.query<{ events: number; hits: number }[]>(
        `SELECT count(*)::int AS events, sum(hits)::int AS hits FROM parcel_events
         WHERE parcel_id = ANY($1) GROUP BY parcel_id`,
        [keys],
      );
      const committed = CALLERS * many - rolledBack.reduce((sum, count) => sum + count, 0);
      expect(rolledBack.filter((count) => count > 0)).toHaveLength(failing);
      expect(rows).toHaveLength(many);
      expect(rows.filter(({ events }) => events !== 1)).toEqual([]);
      expect(rows.reduce((sum, { hits }) => sum + hits, 0)).toBe(committed);
      const [told] = await database.dataSource.query<[{ count: number }]>(
        'SELECT count(*)::int AS count FROM backstory.outbox WHERE item_id = ANY($1)',
        [keys],
      );
      expect(told.count).toBe(many);
    },
  );

  /** Each caller sees the keys in the same order, so that all of them compete for the same one. */
  async function visitAll(
    keys: readonly string[],
    caller: number,
    options: RetryOptions,
    fails: boolean,
  ): Promise<number> {
    let rolledBack = 0;
    for (const key of keys) {
      try {
        await retryTransaction(database.dataSource, options, async (manager) => {
          await database.recorder.recordEvent(manager, key, 'viewed');
          if (fails) throw new Rollback(`caller ${caller}`);
        });
      } catch (error) {
        if (!(error instanceof Rollback)) throw error;
        rolledBack += 1;
      }
    }
    return rolledBack;
  }

  it('wait for each other in one order when they record several together', async () => {
    const entries = Array.from({ length: 10 }, (_, index) => ({
      aggregate: `several ${index}`,
      action: 'viewed' as const,
    }));

    await Promise.all(
      Array.from({ length: CALLERS }, async (_, caller) => {
        const turned = entries.map((_entry, index) => entries[(index + caller) % 10]!);
        await database.dataSource.transaction((manager) =>
          database.recorder.recordEvents(manager, caller % 2 === 0 ? turned : turned.toReversed()),
        );
      }),
    );

    const several = await Promise.all(
      entries.map(({ aggregate }) => database.reader.feed(aggregate)),
    );
    expect(several.map(({ items }) => items.map(({ hits }) => hits))).toEqual(
      entries.map(() => [CALLERS]),
    );
  });

  it('never lose a part of what they merge', async () => {
    await Promise.all(
      Array.from({ length: CALLERS }, (_, caller) =>
        database.dataSource.transaction((manager) =>
          database.recorder.recordEvent(manager, 'merged', 'labelled', {
            extra: { labels: [String(caller)] },
          }),
        ),
      ),
    );

    const { items } = await database.reader.feed('merged', { limit: 200 });
    const labels = items.flatMap((event) =>
      event.action === 'labelled' ? event.extra.labels : [],
    );
    // The schema holds three labels, so a new event starts after each three.
    expect(items).toHaveLength(Math.ceil(CALLERS / 3));
    expect(labels.map(Number).sort((a, b) => a - b)).toEqual(
      Array.from({ length: CALLERS }, (_, caller) => caller),
    );
    expect(items.reduce((sum, { hits }) => sum + hits, 0)).toBe(CALLERS);
  });
});
