import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DeliveryQueues, type DeliverySubscriber } from '../../src/platform/deliveries/index.js';
import { eventually } from '../support/eventually.js';
import { query } from '../support/query.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { redisUrl } from '../support/test-redis.js';
import { commitFacts, createEffects, effectsOf } from './support/delivery-rows.js';
import { settled } from './support/settled.js';
import { startDeliveryApp, type DeliveryApp } from './support/start-delivery-app.js';

const WAITING = `SELECT count(*)::int AS count FROM pg_stat_activity
  WHERE datname = current_database() AND wait_event_type = 'Lock'`;

describe('a delivery that a queue starts twice at once', () => {
  const release = new EventTarget();
  let database: TestDatabase;
  let app: DeliveryApp;
  let started = 0;

  const slow: DeliverySubscriber = {
    name: 'slow',
    concurrency: 2,
    routes: () => [{ kind: 'version', itemType: 'Post', event: '*' }],
    async handle({ refId }, { manager }) {
      started += 1;
      await manager.query('INSERT INTO effects (ref_id) VALUES ($1)', [refId]);
      await once(release, 'go');
    },
  };

  beforeAll(async () => {
    database = await createTestDatabase();
    await createEffects(database.url);
    app = await startDeliveryApp({
      databaseUrl: database.url,
      redisUrl: redisUrl(),
      subscribers: [slow],
    });
  });

  afterAll(async () => {
    release.dispatchEvent(new Event('go'));
    await app.close();
    await database.drop();
  });

  it('takes effect once: the twin waits for the row and finds it done', async () => {
    await commitFacts(database.url, [{ refId: 1 }]);
    app.ring();
    await eventually(() => expect(started).toBe(1));
    const [row] = await query<{ id: string }>(database.url, 'SELECT id FROM backstory.deliveries');

    const queue = app.context.get(DeliveryQueues).of('slow');
    await queue.add('slow', { id: row!.id, attempt: 0 }, { jobId: 'its-twin' });
    await eventually(async () => {
      const [waiting] = await query<{ count: number }>(database.url, WAITING);
      return started > 1 || waiting!.count > 0;
    });
    release.dispatchEvent(new Event('go'));

    await settled(database.url, 1);
    await eventually(async () => expect(await queue.getActiveCount()).toBe(0));
    expect(started).toBe(1);
    expect(await effectsOf(database.url)).toEqual([1]);
  });
});
