import { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Deliveries, DeliverySubscribers } from '../../src/platform/deliveries/index.js';
import { query } from '../support/query.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { deliveriesOf } from './support/delivery-rows.js';

const DAY = 24 * 3_600_000;

describe('a delivery that is over', () => {
  let database: TestDatabase;
  let dataSource: DataSource;

  beforeAll(async () => {
    database = await createTestDatabase();
    dataSource = new DataSource({ type: 'postgres', url: database.url });
    await dataSource.initialize();
  });

  afterAll(async () => {
    await dataSource.destroy();
    await database.drop();
  });

  it('goes with its attempts after its time; what is dead, waits or is young stays', async () => {
    await query(
      database.url,
      `INSERT INTO backstory.deliveries (kind, ref_id, subscriber, item_type, item_id, event,
         aggregate_type, aggregate_id, state, created_at, done_at)
       SELECT 'event', n, 'x', 'T', '1', 'e', 'T', '1', state, at,
         CASE WHEN state IN ('done', 'skipped') THEN at END
       FROM generate_series(1, 5000) AS n
       CROSS JOIN LATERAL (SELECT
         (ARRAY['done', 'skipped', 'dead', 'pending', 'done'])[n % 5 + 1] AS state,
         clock_timestamp() - CASE WHEN n <= 4500 THEN interval '40 days' ELSE interval '1 day' END AS at)
         AS made`,
    );
    await query(
      database.url,
      `INSERT INTO backstory.delivery_attempts (delivery_id, attempt, outcome, started_at)
       SELECT id, 1, 'done', created_at FROM backstory.deliveries WHERE state = 'done'`,
    );
    const deliveries = new Deliveries(new DeliverySubscribers(), dataSource);

    expect(await deliveries.trim(30 * DAY)).toBe(2_700);
    expect(await deliveries.trim(30 * DAY)).toBe(0);

    const left = await deliveriesOf(database.url);
    const count = (state: string): number => left.filter((one) => one.state === state).length;
    expect([count('done'), count('skipped'), count('dead'), count('pending')]).toEqual([
      200, 100, 1_000, 1_000,
    ]);
    const [attempts] = await query<{ n: number }>(
      database.url,
      'SELECT count(*)::int AS n FROM backstory.delivery_attempts',
    );
    expect(attempts).toEqual({ n: 200 });
  });
});
