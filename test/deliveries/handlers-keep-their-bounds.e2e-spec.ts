import { setTimeout as pause } from 'node:timers/promises';
import type { Worker } from 'bullmq';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DeliveryWorkers, type DeliverySubscriber } from '../../src/platform/deliveries/index.js';
import { eventually } from '../support/eventually.js';
import { query } from '../support/query.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { redisUrl } from '../support/test-redis.js';
import { commitFacts, createEffects } from './support/delivery-rows.js';
import { settled } from './support/settled.js';
import { startDeliveryApp, type DeliveryApp } from './support/start-delivery-app.js';

const EFFECT = 'INSERT INTO effects (ref_id, target) VALUES ($1, $2)';

describe('a handler', () => {
  let database: TestDatabase;
  let app: DeliveryApp;
  const late: { release?: () => void; write?: Promise<unknown> } = {};

  const subscribers: DeliverySubscriber[] = [
    {
      name: 'mailing',
      routes: () => [{ kind: 'version', itemType: 'Letter', event: '*' }],
      async handle({ refId, target }, { manager, fanOut, idempotencyKey }) {
        if (target === '') return fanOut(['ann', 'bob', 'ann']);
        await manager.query(EFFECT, [refId, `${target} ${idempotencyKey}`]);
      },
    },
    {
      name: 'slow',
      timeout: 150,
      maxAttempts: 1,
      routes: () => [{ kind: 'version', itemType: 'Slow', event: '*' }],
      async handle({ refId }, { manager, signal }) {
        await manager.query(EFFECT, [refId, 'slow']);
        await pause(20_000, undefined, { signal });
      },
    },
    {
      name: 'runaway',
      timeout: 150,
      backoff: [10],
      routes: () => [{ kind: 'version', itemType: 'Runaway', event: '*' }],
      async handle({ refId }, { manager, attempt }) {
        if (attempt === 1) {
          await new Promise<void>((resolve) => (late.release = resolve));
          late.write = manager.query(EFFECT, [refId, 'too late']);
          await late.write;
        }
        await manager.query(EFFECT, [refId, 'in time']);
      },
    },
    {
      name: 'asleep',
      routes: () => [{ kind: 'version', itemType: 'Asleep', event: '*' }],
      async handle({ refId }, { manager }) {
        await manager.query(EFFECT, [refId, 'awake']);
      },
    },
  ];

  beforeAll(async () => {
    database = await createTestDatabase();
    await createEffects(database.url);
    app = await startDeliveryApp({
      databaseUrl: database.url,
      redisUrl: redisUrl(),
      subscribers,
      logger: false,
    });
  });

  afterAll(async () => {
    await app.close();
    await database.drop();
  });

  const commit = async (itemType: string, refId: number): Promise<void> => {
    await commitFacts(database.url, [{ refId, itemType }]);
    app.ring();
  };
  const effects = async (refId: number): Promise<string[]> => {
    const sql = 'SELECT target FROM effects WHERE ref_id = $1 ORDER BY n';
    return (await query<{ target: string }>(database.url, sql, [refId])).map((row) => row.target);
  };

  it('fans out to each of several once, each with a delivery and a key of its own', async () => {
    await commit('Letter', 1);

    const deliveries = await settled(database.url, 3, { subscriber: 'mailing' });
    expect(deliveries.map(({ target, state }) => [target, state])).toEqual([
      ['', 'done'],
      ['ann', 'done'],
      ['bob', 'done'],
    ]);
    const written = (await effects(1)).toSorted();
    expect(written.map((target) => target.split(' ')[0])).toEqual(['ann', 'bob']);
    expect(new Set(written.map((target) => target.split(' ')[1])).size).toBe(2);
  });

  it('is told when its time is up, and leaves nothing behind', async () => {
    await commit('Slow', 2);

    const [delivery] = await settled(database.url, 1, { subscriber: 'slow' });
    expect(delivery).toMatchObject({ state: 'dead', attempts: 1 });
    expect(delivery?.last_error).toContain('150');
    expect(await effects(2)).toEqual([]);
  });

  it('that does not stop is cut off: what it writes later fails, and the next attempt is its own', async () => {
    await commit('Runaway', 3);

    const [delivery] = await settled(database.url, 1, { subscriber: 'runaway' });
    late.release?.();

    expect(delivery).toMatchObject({ state: 'done', attempts: 2 });
    await eventually(() => late.write !== undefined);
    await expect(late.write).rejects.toThrow();
    expect(await effects(3)).toEqual(['in time']);
  });

  it('whose worker does nothing beside a full queue gets another worker', async () => {
    const watched = app.context.get(DeliveryWorkers);
    const workers = Reflect.get(watched, 'workers') as Map<string, Worker & { lastActive: number }>;
    const stuck = workers.get('asleep')!;
    await stuck.close(true);
    await commit('Asleep', 4);
    await eventually(async () => {
      const sql = `SELECT FROM backstory.deliveries WHERE subscriber = 'asleep' AND state = 'queued'`;
      return (await query(database.url, sql)).length === 1;
    });
    await watched.watch();
    expect(workers.get('asleep')).toBe(stuck);

    stuck.lastActive = 0;
    await query(
      database.url,
      `UPDATE backstory.deliveries SET queued_at = queued_at - interval '1 minute'
       WHERE subscriber = 'asleep'`,
    );
    await watched.watch();

    await settled(database.url, 1, { subscriber: 'asleep' });
    expect(await effects(4)).toEqual(['awake']);
  });
});
