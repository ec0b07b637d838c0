import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DeliverySubscriber } from '../../src/platform/deliveries/index.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { redisUrl } from '../support/test-redis.js';
import { commitFacts, createEffects, effectsOf, numbers } from './support/delivery-rows.js';
import { settled } from './support/settled.js';
import { startDeliveryApp, type DeliveryApp } from './support/start-delivery-app.js';

describe('effects of a handler', () => {
  let database: TestDatabase;
  let app: DeliveryApp;
  let failures = 0;

  const flaky: DeliverySubscriber = {
    name: 'flaky',
    concurrency: 10,
    backoff: [20],
    routes: () => [{ kind: 'version', itemType: 'Post', event: '*' }],
    async handle({ refId }, { manager, attempt, note }) {
      await manager.query('INSERT INTO effects (ref_id) VALUES ($1)', [refId]);
      note({ written: true });
      if (attempt === 1 && Number(refId) % 7 === 0) {
        failures += 1;
        throw new Error(`no luck with ${refId}`);
      }
    },
  };

  beforeAll(async () => {
    database = await createTestDatabase();
    await createEffects(database.url);
    app = await startDeliveryApp({
      databaseUrl: database.url,
      redisUrl: redisUrl(),
      subscribers: [flaky],
    });
  });

  afterAll(async () => {
    await app.close();
    await database.drop();
  });

  it('commit together with the delivery, once for each fact, also after failures', async () => {
    await commitFacts(
      database.url,
      numbers(300).map((refId) => ({ refId })),
    );
    app.ring();

    const states = (await settled(database.url, 300)).map(({ state }) => state);
    expect(new Set(states)).toEqual(new Set(['done']));
    const effects = await effectsOf(database.url);
    expect(effects.sort((a, b) => a - b)).toEqual(numbers(300));
    expect(failures).toBe(42);
  });
});
