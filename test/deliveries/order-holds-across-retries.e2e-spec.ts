import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  DeadDelivery,
  DeliveryManager,
  type DeliverySubscriber,
} from '../../src/platform/deliveries/index.js';
import { eventually } from '../support/eventually.js';
import { query } from '../support/query.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { redisUrl } from '../support/test-redis.js';
import { commitFacts, createEffects, effectsOf, numbers } from './support/delivery-rows.js';
import { settled } from './support/settled.js';
import { startDeliveryApp, type DeliveryApp } from './support/start-delivery-app.js';

const LINES = 6;
const COUNT = 60;
/** Of a line of its own, in this order. */
const [DIES_FIRST, HELD, WAITS] = [1001, 1002, 1003] as const;

describe('a subscriber that wants order', () => {
  let database: TestDatabase;
  let apps: DeliveryApp[];
  const running = new Map<string, number>();
  let overlaps = 0;
  let letGo!: () => void;
  const held = new Promise<void>((resolve) => (letGo = resolve));

  const ordered: DeliverySubscriber = {
    name: 'ordered',
    ordered: 'aggregate',
    concurrency: 8,
    maxAttempts: 3,
    backoff: [30],
    routes: () => [{ kind: 'version', itemType: 'Post', event: '*' }],
    async handle({ refId, aggregateId, attempts }, { manager }) {
      const beside = running.get(aggregateId) ?? 0;
      running.set(aggregateId, beside + 1);
      if (beside > 0) overlaps += 1;
      try {
        await manager.query('INSERT INTO effects (ref_id, target) VALUES ($1, $2)', [
          refId,
          aggregateId,
        ]);
        if (Number(refId) % 5 === 0 && attempts === 0) throw new Error('not yet');
        if (Number(refId) === 7) throw new Error('never');
        if (Number(refId) === DIES_FIRST && attempts === 0) throw new DeadDelivery('not today');
        if (Number(refId) === HELD) await held;
      } finally {
        running.set(aggregateId, running.get(aggregateId)! - 1);
      }
    },
  };

  beforeAll(async () => {
    database = await createTestDatabase();
    await createEffects(database.url);
    const options = {
      databaseUrl: database.url,
      redisUrl: redisUrl(),
      subscribers: [ordered],
    };
    // Two dispatchers and two sets of workers, as of two processes.
    apps = [await startDeliveryApp(options), await startDeliveryApp(options)];
  });

  afterAll(async () => {
    await Promise.all(apps.map((app) => app.close()));
    await database.drop();
  });

  it('gets the facts of an aggregate one at a time and in order, also across retries', async () => {
    await commitFacts(
      database.url,
      numbers(COUNT).map((refId) => ({ refId, itemId: String(refId % LINES) })),
    );
    apps[0]!.ring();

    const deliveries = await settled(database.url, COUNT, { within: 40_000 });
    expect(deliveries.filter(({ state }) => state === 'dead')).toMatchObject([{ ref_id: '7' }]);
    expect(overlaps).toBe(0);
    const effects = await query<{ target: string; ref_id: string }>(
      database.url,
      'SELECT target, ref_id FROM effects ORDER BY n',
    );
    for (const line of numbers(LINES, 0).map(String)) {
      const seen = effects.filter(({ target }) => target === line).map((row) => Number(row.ref_id));
      const wanted = numbers(COUNT).filter((n) => String(n % LINES) === line && n !== 7);
      expect(seen).toEqual(wanted);
    }
  }, 60_000);

  it('gets an old one that is retried after the one at work, and before those that wait', async () => {
    const line = [DIES_FIRST, HELD, WAITS].map((refId) => ({ refId, itemId: 'line' }));
    await commitFacts(database.url, line);
    apps[0]!.ring();
    const died = await eventually(async () => {
      expect(running.get('line')).toBe(1);
      const [row] = await stateOf(DIES_FIRST);
      expect(row?.state).toBe('dead');
      return row!;
    });

    await apps[0]!.context.get(DeliveryManager).retry(died.id);
    // When a later fact of another line has been delivered, the dispatcher has looked at this one.
    await commitFacts(database.url, [{ refId: 1004, itemId: 'elsewhere' }]);
    apps[0]!.ring();
    await eventually(async () => {
      expect((await stateOf(1004))[0]?.state).toBe('done');
      return true;
    });
    expect((await stateOf(DIES_FIRST))[0]?.state).toBe('pending');

    letGo();
    await settled(database.url, COUNT + 4);
    const effects = await effectsOf(database.url);
    expect(effects.filter((n) => line.some(({ refId }) => refId === n))).toEqual([
      HELD,
      DIES_FIRST,
      WAITS,
    ]);
    expect(overlaps).toBe(0);
  });

  const stateOf = (refId: number): Promise<{ id: string; state: string }[]> =>
    query(database.url, 'SELECT id, state FROM backstory.deliveries WHERE ref_id = $1', [refId]);
});
