import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DeliverySubscriber } from '../../src/platform/deliveries/index.js';
import { eventually } from '../support/eventually.js';
import { startPrivateRedis, type PrivateRedisServer } from '../support/private-redis.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { redisUrl } from '../support/test-redis.js';
import { commitFacts, createEffects, effectsOf, numbers } from './support/delivery-rows.js';
import { settled } from './support/settled.js';
import { startDeliveryApp, type DeliveryApp } from './support/start-delivery-app.js';

const COUNT = 80;

describe.skipIf(!redisUrl())('a Redis that loses everything', () => {
  let database: TestDatabase;
  let redis: PrivateRedisServer;
  let app: DeliveryApp;

  const slow: DeliverySubscriber = {
    name: 'slow',
    concurrency: 4,
    routes: () => [{ kind: 'version', itemType: 'Post', event: '*' }],
    async handle({ refId }, { manager }) {
      await manager.query('INSERT INTO effects (ref_id) VALUES ($1)', [refId]);
      await manager.query('SELECT pg_sleep(0.05)');
    },
  };

  beforeAll(async () => {
    database = await createTestDatabase();
    await createEffects(database.url);
    redis = await startPrivateRedis();
    app = await startDeliveryApp({
      databaseUrl: database.url,
      redisUrl: redis.url,
      subscribers: [slow],
      deliveries: { lease: 2_000 },
      logger: false,
    });
  });

  afterAll(async () => {
    await app.close();
    await redis.stop();
    await database.drop();
  });

  const commit = async (first: number): Promise<void> => {
    await commitFacts(
      database.url,
      numbers(COUNT, first).map((refId) => ({ refId })),
    );
    app.ring();
  };

  const begun = (least: number): Promise<unknown> =>
    eventually(async () => (await effectsOf(database.url)).length >= least, { within: 20_000 });

  it('by FLUSHALL costs no delivery and doubles none', async () => {
    await commit(1);
    await begun(8);
    const client = new Redis(redis.url);
    await client.flushall();
    client.disconnect();

    await settled(database.url, COUNT, { within: 40_000 });
    expect((await effectsOf(database.url)).toSorted((a, b) => a - b)).toEqual(numbers(COUNT));
  }, 60_000);

  it('by a crash and an empty start costs none either', async () => {
    await commit(COUNT + 1);
    await begun(COUNT + 8);
    await redis.stop('SIGKILL');
    await commit(2 * COUNT + 1);
    await redis.start();

    await settled(database.url, 3 * COUNT, { within: 60_000 });
    const effects = (await effectsOf(database.url)).toSorted((a, b) => a - b);
    expect(effects).toEqual(numbers(3 * COUNT));
  }, 90_000);
});
