import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  compileProgram,
  type ChildProgram,
  type RunningProgram,
} from '../support/child-program.js';
import { query } from '../support/query.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { redisUrl } from '../support/test-redis.js';
import {
  commitFacts,
  createEffects,
  declareWork,
  effectsOf,
  numbers,
} from './support/delivery-rows.js';
import { settled } from './support/settled.js';

const INNOCENT = 12;
const POISON = 99;

const row = (refId: number, event: string) => ({ refId, event, itemType: 'Work' });

describe('a delivery that kills its process', () => {
  let database: TestDatabase;
  let program: ChildProgram;
  let worker: RunningProgram | undefined;
  const over = new AbortController();
  let deaths = 0;

  beforeAll(async () => {
    database = await createTestDatabase();
    await createEffects(database.url);
    await declareWork(database.url);
    program = await compileProgram('test/deliveries/fixtures/worker.program.ts');
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

  it('is dead after three deaths, and what ran beside it succeeds', async () => {
    await commitFacts(database.url, [
      row(POISON, 'kill'),
      ...numbers(INNOCENT).map((refId) => row(refId, 'slow')),
    ]);
    const supervised = supervise();

    const deliveries = await settled(database.url, INNOCENT + 1, { within: 90_000 });
    over.abort();
    await worker?.kill();
    await supervised;
    const poison = deliveries.find(({ ref_id }) => ref_id === String(POISON));
    expect(poison).toMatchObject({ state: 'dead', crashes: 3, attempts: 3 });
    expect(poison?.last_error).toMatch(/process died 3 times.*with nothing beside it/);
    expect(deaths).toBe(3);
    const others = deliveries.filter((one) => one !== poison);
    expect(new Set(others.map(({ state }) => state))).toEqual(new Set(['done']));
    const effects = await effectsOf(database.url);
    expect(effects.toSorted((a, b) => a - b)).toEqual(numbers(INNOCENT));
    const log = await query(
      database.url,
      `SELECT outcome FROM backstory.delivery_attempts WHERE delivery_id = $1 ORDER BY attempt`,
      [poison!.id],
    );
    expect(log).toEqual(numbers(3).map(() => ({ outcome: 'crashed' })));
  }, 120_000);
});
