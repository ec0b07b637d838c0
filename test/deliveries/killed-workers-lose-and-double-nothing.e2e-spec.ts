import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  compileProgram,
  type ChildProgram,
  type RunningProgram,
} from '../support/child-program.js';
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

const COUNT = 120;
const KILLS = 2;

describe('a worker killed at any moment', () => {
  let database: TestDatabase;
  let program: ChildProgram;
  let last: RunningProgram | undefined;

  beforeAll(async () => {
    database = await createTestDatabase();
    await createEffects(database.url);
    await declareWork(database.url);
    program = await compileProgram('test/deliveries/fixtures/worker.program.ts');
  });

  afterAll(async () => {
    await last?.kill();
    await database.drop();
  });

  it('leaves every effect to happen exactly once', async () => {
    await commitFacts(
      database.url,
      numbers(COUNT).map((refId) => ({ refId, itemType: 'Work', event: 'fine' })),
    );
    const environment = {
      DATABASE_URL: database.url,
      PAUSE: '5',
      ...(redisUrl() && { REDIS_URL: redisUrl()! }),
    };
    for (let kill = 0; kill < KILLS; kill += 1) {
      const worker = program.start(environment);
      await worker.line((line) => line.startsWith('begun'));
      await pause(Math.random() * 100);
      await worker.kill('SIGKILL');
    }
    last = program.start(environment);

    const deliveries = await settled(database.url, COUNT, { within: 60_000 });
    expect(new Set(deliveries.map(({ state }) => state))).toEqual(new Set(['done']));
    const effects = await effectsOf(database.url);
    expect(effects.toSorted((a, b) => a - b)).toEqual(numbers(COUNT));
  }, 90_000);
});
