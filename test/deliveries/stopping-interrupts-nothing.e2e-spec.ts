import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compileProgram, type ChildProgram } from '../support/child-program.js';
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

const COUNT = 60;

describe('a process that is told to stop under load', () => {
  let database: TestDatabase;
  let program: ChildProgram;

  beforeAll(async () => {
    database = await createTestDatabase();
    await createEffects(database.url);
    await declareWork(database.url);
    program = await compileProgram('test/deliveries/fixtures/worker.program.ts');
  });

  afterAll(async () => {
    await database.drop();
  });

  it('finishes what runs, leaves no job stalled and no handle open', async () => {
    const environment = {
      DATABASE_URL: database.url,
      PAUSE: '100',
      ...(redisUrl() && { REDIS_URL: redisUrl()! }),
    };
    await commitFacts(
      database.url,
      numbers(COUNT).map((refId) => ({ refId, itemType: 'Work', event: 'fine' })),
    );
    const first = program.start(environment);
    await first.line((line) => line.startsWith('begun'));

    await first.kill('SIGTERM');

    // Nest ends the process by the same signal once everything is closed.
    expect(first.process.signalCode ?? first.process.exitCode).toBe('SIGTERM');
    const running = await query(
      database.url,
      `SELECT 1 FROM backstory.delivery_attempts WHERE outcome <> 'done'`,
    );
    expect(running).toEqual([]);
    expect((await effectsOf(database.url)).length).toBeGreaterThan(0);

    const second = program.start(environment);
    const deliveries = await settled(database.url, COUNT, { within: 40_000 });
    await second.kill('SIGTERM');
    expect(new Set(deliveries.map(({ state, crashes }) => `${state} ${crashes}`))).toEqual(
      new Set(['done 0']),
    );
    expect((await effectsOf(database.url)).toSorted((a, b) => a - b)).toEqual(numbers(COUNT));
  }, 90_000);
});
