import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  ChangeProcessor,
  OnCreate,
  type Change,
  type ProcessorContext,
} from '../../src/platform/capture/index.js';
import { settled } from '../deliveries/support/settled.js';
import { query } from '../support/query.js';
import type { TestDatabase } from '../support/test-database.js';
import { redisUrl } from '../support/test-redis.js';
import { createCaptureDatabase } from './support/create-capture-database.js';
import { BasketLine } from './support/entities.js';
import { startCaptureApp, type CaptureApp } from './support/start-capture-app.js';

const BASKETS = 5;
const COUNT = 60;

const running = new Map<string, number>();
let overlaps = 0;

@ChangeProcessor(BasketLine, {
  name: 'ordered',
  key: 'basketId',
  attempts: 3,
  backoff: [20],
  concurrency: 8,
})
class Ordered {
  @OnCreate()
  async note(
    { new: line }: Change<BasketLine>,
    { manager, attempt, delivery }: ProcessorContext,
  ): Promise<void> {
    const key = delivery.target;
    const beside = running.get(key) ?? 0;
    running.set(key, beside + 1);
    if (beside > 0) overlaps += 1;
    try {
      await manager.query('INSERT INTO effects (key, what) VALUES ($1, $2)', [key, line!.id]);
      if (Number(line!.id) % 7 === 0 && attempt === 1) throw new Error('not yet');
      if (line!.id === '11') throw new Error('never');
    } finally {
      running.set(key, running.get(key)! - 1);
    }
  }
}

describe('the changes of a key', () => {
  let database: TestDatabase;
  let apps: CaptureApp[];

  beforeAll(async () => {
    database = await createCaptureDatabase();
    const options = { databaseUrl: database.url, redisUrl: redisUrl(), processors: [Ordered] };
    apps = [await startCaptureApp(options), await startCaptureApp(options)];
  });

  afterAll(async () => {
    await Promise.all(apps.map((app) => app.close()));
    await database.drop();
  });

  it('are handled one at a time and in order, across retries and with two sets of workers', async () => {
    await query(
      database.url,
      `INSERT INTO basket_line (basket) SELECT n % ${BASKETS} FROM generate_series(1, ${COUNT}) AS n`,
    );

    const deliveries = await settled(database.url, COUNT);
    expect(deliveries.filter(({ state }) => state === 'dead')).toHaveLength(1);
    expect(overlaps).toBe(0);
    const effects = await query<{ key: string; lines: number[] }>(
      database.url,
      'SELECT key, array_agg(what::int ORDER BY n) AS lines FROM effects GROUP BY key',
    );
    for (const { key, lines } of effects) {
      const wanted = Array.from({ length: COUNT }, (_, index) => index + 1);
      expect(lines).toEqual(wanted.filter((n) => String(n % BASKETS) === key && n !== 11));
    }
  });
});
