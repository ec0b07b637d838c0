import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { settled } from '../deliveries/support/settled.js';
import {
  compileProgram,
  type ChildProgram,
  type RunningProgram,
} from '../support/child-program.js';
import { query } from '../support/query.js';
import type { TestDatabase } from '../support/test-database.js';
import { redisUrl } from '../support/test-redis.js';
import { createCaptureDatabase } from './support/create-capture-database.js';

const COUNT = 60;

describe('a worker without a queue that is killed', () => {
  let database: TestDatabase;
  let program: ChildProgram;
  let worker: RunningProgram | undefined;
  const over = new AbortController();
  let deaths = 0;

  beforeAll(async () => {
    database = await createCaptureDatabase();
    program = await compileProgram('test/capture/fixtures/processor.program.ts');
  });

  afterAll(async () => {
    over.abort();
    await worker?.kill();
    await database.drop();
  });

  /** What a supervisor does: starts another when one has died. */
  async function supervise(): Promise<void> {
    while (!over.signal.aborted) {
      worker = program.start({
        DATABASE_URL: database.url,
        ...(redisUrl() && { REDIS_URL: redisUrl()! }),
      });
      await worker.exited;
      if (!over.signal.aborted) deaths += 1;
    }
  }

  it('leaves every effect to happen exactly once, and runs alone what may have killed it', async () => {
    // Routes stand once a process that has the processor was started.
    await query(
      database.url,
      `INSERT INTO backstory.delivery_routes
         (kind, item_type, event, subscriber, ordered, line, key_columns, ignores_own)
       VALUES ('version', 'BasketLine', 'create', 'work', true, 'key', '{basket}', true)`,
    );
    await query(
      database.url,
      `INSERT INTO basket_line (basket, amount)
       SELECT n % 6, CASE n WHEN 30 THEN 666 ELSE 1 END FROM generate_series(1, ${COUNT}) AS n`,
    );
    const supervised = supervise();

    const deliveries = await settled(database.url, COUNT, { within: 40_000 });
    over.abort();
    await worker?.kill();
    await supervised;
    expect(deaths).toBe(1);
    expect(new Set(deliveries.map(({ state }) => state))).toEqual(new Set(['done']));
    const effects = await query<{ line: number }>(
      database.url,
      'SELECT what::int AS line FROM effects ORDER BY 1',
    );
    expect(effects.map(({ line }) => line)).toEqual(
      Array.from({ length: COUNT }, (_, index) => index + 1),
    );
    const log = await query(
      database.url,
      `SELECT outcome FROM backstory.delivery_attempts a
       JOIN backstory.deliveries d ON d.id = a.delivery_id
       WHERE d.item_id = '30' ORDER BY a.attempt`,
    );
    expect(log).toEqual([{ outcome: 'crashed' }, { outcome: 'done' }]);
  }, 60_000);
});
