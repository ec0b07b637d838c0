import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DeliveryManager, type DeliverySubscriber } from '../../src/platform/deliveries/index.js';
import { deliveriesOf } from '../deliveries/support/delivery-rows.js';
import { eventually } from '../support/eventually.js';
import { query } from '../support/query.js';
import type { TestDatabase } from '../support/test-database.js';
import { redisUrl } from '../support/test-redis.js';
import { createCaptureDatabase } from './support/create-capture-database.js';
import { startCaptureApp, type CaptureApp } from './support/start-capture-app.js';

const LINES = 10_000;
const BASKETS = 4;

describe('a direct subscriber that coalesces by key', () => {
  let database: TestDatabase;
  let app: CaptureApp;
  let most = 0;
  let broken = '';

  const totals: DeliverySubscriber = {
    name: 'totals',
    ordered: 'key',
    mode: 'direct',
    coalesce: true,
    park: true,
    maxAttempts: 2,
    backoff: [10],
    routes: () => [{ kind: 'version', itemType: 'BasketLine', event: '*', key: ['basket'] }],
    async handle({ target }, { manager, line }) {
      let read = 0;
      for await (const page of line.pages()) {
        read += page.length;
        most = Math.max(most, page.length);
      }
      if (target === broken) throw new Error('out of order');
      await manager.query('INSERT INTO effects (key, count, what) VALUES ($1, $2, $3)', [
        target,
        read,
        line.last.refId,
      ]);
    },
  };

  beforeAll(async () => {
    database = await createCaptureDatabase();
    app = await startCaptureApp({
      databaseUrl: database.url,
      redisUrl: redisUrl(),
      subscribers: [totals],
    });
  });

  afterAll(async () => {
    await app.close();
    await database.drop();
  });

  it('is called once for each key of a large transaction, and loses nothing of it', async () => {
    await query(
      database.url,
      `INSERT INTO basket_line (basket) SELECT n % ${BASKETS} FROM generate_series(1, ${LINES}) AS n`,
    );

    const effects = await eventually(
      async () => {
        const rows = await query(database.url, 'SELECT key, count FROM effects ORDER BY key');
        expect(rows).toHaveLength(BASKETS);
        return rows;
      },
      { within: 20_000 },
    );
    expect(effects).toEqual(['0', '1', '2', '3'].map((key) => ({ key, count: LINES / BASKETS })));
    expect(most).toBe(500);
    const rows = await query(
      database.url,
      `SELECT state, handled_with IS NULL AS first, count(*)::int, min(attempts) AS attempts
       FROM backstory.deliveries GROUP BY 1, 2 ORDER BY 2`,
    );
    expect(rows).toEqual([
      { state: 'done', first: false, count: LINES - BASKETS, attempts: 0 },
      { state: 'done', first: true, count: BASKETS, attempts: 1 },
    ]);
  });

  it('lets a line wait for a person, and that line alone', async () => {
    await query(database.url, 'TRUNCATE effects');
    broken = '1';
    await query(
      database.url,
      `UPDATE basket_line SET amount = 2 WHERE id IN (SELECT min(id) FROM basket_line GROUP BY basket)`,
    );
    const parked = await eventually(async () => {
      const all = await deliveriesOf(database.url);
      expect(all.filter(({ state }) => !['done', 'parked'].includes(state))).toEqual([]);
      const [one, ...others] = all.filter(({ state }) => state === 'parked');
      expect(others).toEqual([]);
      return one;
    });
    expect(parked).toMatchObject({ target: '1', attempts: 2, last_error: 'out of order' });
    await query(database.url, 'UPDATE basket_line SET amount = 3 WHERE basket = 1 AND id < 100');
    await eventually(async () => {
      const rows = await query(
        database.url,
        `SELECT count(*)::int FROM backstory.deliveries WHERE state = 'pending'`,
      );
      expect(rows).toEqual([{ count: 25 }]);
      return true;
    });
    expect(await query(database.url, "SELECT FROM effects WHERE key = '1'")).toEqual([]);

    broken = '';
    await app.context.get(DeliveryManager).retry(parked!.id);
    await eventually(async () => {
      const rows = await query(database.url, "SELECT count FROM effects WHERE key = '1'");
      expect(rows).toEqual([{ count: 26 }]);
      return true;
    });
  });
});
