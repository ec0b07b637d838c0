import { setTimeout as pause } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compileProgram, type ChildProgram } from '../support/child-program.js';
import { createTestApp } from '../support/create-test-app.js';
import { startPrivatePostgres, type PrivatePostgres } from '../support/private-postgres.js';
import { startPrivateRedis, type PrivateRedisServer } from '../support/private-redis.js';
import { query } from '../support/query.js';
import { signIn } from '../support/sign-in.js';
import { redisUrl } from '../support/test-redis.js';
import { Fleet } from './support/fleet.js';
import { countOpen, readLedger } from './support/ledger.js';
import { planFaults, type Fault } from './support/plan-faults.js';
import { Writers } from './support/writers.js';

const SEED = Number(process.env.CHAOS_SEED ?? Math.floor(Math.random() * 1e9));
const SECONDS = Number(process.env.CHAOS_SECONDS ?? 12);
const REDIS_AWAY = SECONDS >= 60 ? 30_000 : 3_000;
const WRITERS = 6;
/** Handlers in a thousand that kill their process: each costs its worker seconds, whatever the load. */
const KILLING = SECONDS >= 60 ? 3 : 10;
/** Milliseconds without anything arriving, once nothing goes wrong any more; and for all to arrive. */
const STANDSTILL = 45_000;
const CALM = 300_000;

describe.skipIf(!redisUrl())(`a deployment under chaos (seed ${SEED})`, () => {
  let program: ChildProgram;
  let postgres: PrivatePostgres;
  let redis: PrivateRedisServer;
  let fleet: Fleet;
  let cookie: string;
  let project: string;

  beforeAll(async () => {
    [postgres, redis, program] = await Promise.all([
      // What was acknowledged must be on the disk when the server is cut off.
      startPrivatePostgres({ fsync: 'on', synchronous_commit: 'on', max_connections: '300' }),
      startPrivateRedis(),
      compileProgram('test/chaos/fixtures/chaos-app.program.ts'),
    ]);
    await query(
      postgres.url,
      `CREATE TABLE chaos_effects (event_id bigint NOT NULL, delivery_id bigint NOT NULL);
       CREATE TABLE chaos_mishaps (event_id bigint PRIMARY KEY, kind text NOT NULL)`,
    );
    ({ cookie, project } = await prepare(postgres.url));
    fleet = new Fleet(program, {
      DATABASE_URL: postgres.url,
      REDIS_URL: redis.url,
      CHAOS_SEED: String(SEED),
      CHAOS_KILLING: String(KILLING),
      NODE_ENV: 'test',
      BACKSTORY_LOG_LEVEL: process.env.CHAOS_LOG_LEVEL ?? 'error',
    });
    await fleet.start();
  }, 200_000);

  afterAll(async () => {
    await fleet.stop();
    await redis.stop();
    await postgres.stop('immediate');
  });

  const befall = async (fault: Exclude<Fault, { kind: 'kill' }>): Promise<void> => {
    if (fault.kind === 'crash postgres') {
      await postgres.stop('immediate');
      return postgres.start();
    }
    if (fault.kind === 'flush redis') return flush(redis.url);
    await redis.stop('SIGKILL');
    await pause(fault.milliseconds);
    await redis.start();
  };

  /** Or nothing has arrived for a while; the ledger tells then what is missing. */
  const allArrived = async (): Promise<void> => {
    const end = Date.now() + CALM;
    let [open, moved] = [Infinity, Date.now()];
    while (open > 0 && Date.now() < Math.min(end, moved + STANDSTILL)) {
      const now = await countOpen(postgres.url);
      if (now < open) [open, moved] = [now, Date.now()];
      await pause(250);
    }
  };

  it(
    'keeps acknowledged writes, versions, events, deliveries and effects equal',
    async () => {
      const scale = { duration: SECONDS * 1_000, redisAway: REDIS_AWAY, members: Fleet.size };
      const writers = new Writers(fleet.webs, cookie, project, SEED);
      writers.start(WRITERS);
      const started = Date.now();
      let outages = Promise.resolve();
      for (const fault of planFaults(SEED, scale)) {
        await pause(Math.max(0, started + fault.at - Date.now()));
        if (fault.kind === 'kill') fleet.kill(fault.member);
        else outages = outages.then(() => befall(fault));
      }
      await outages;
      await writers.stop();
      await allArrived();

      const ledger = await readLedger(postgres.url, writers.acknowledged);
      const { differences, ...counts } = ledger;
      process.stdout.write(
        `chaos, seed ${SEED}, ${SECONDS} s: ${writers.acknowledged.length} writes acknowledged, ` +
          `${writers.unknown} without an answer, ${fleet.restarts} processes restarted, ` +
          `${JSON.stringify(counts)}\n`,
      );
      expect(writers.refused).toEqual([]);
      expect(writers.acknowledged.length).toBeGreaterThan(0);
      for (const [name, found] of Object.entries(differences)) expect(found, name).toEqual([]);
    },
    SECONDS * 1_000 + REDIS_AWAY + CALM + 60_000,
  );
});

/** Somebody to write, and a project to write about. */
async function prepare(databaseUrl: string): Promise<{ cookie: string; project: string }> {
  const app = await createTestApp({ databaseUrl, roles: ['web'] });
  try {
    const { client, cookie } = await signIn(app, 'operator');
    const answer = await client.post<{ id: string }>('/projects', { key: 'CHAOS', name: 'Chaos' });
    expect(answer.status).toBe(201);
    return { cookie, project: answer.body.id };
  } finally {
    await app.close();
  }
}

async function flush(url: string): Promise<void> {
  const redis = new Redis(url, { maxRetriesPerRequest: 1 });
  redis.on('error', () => undefined);
  try {
    await redis.flushall();
  } catch {
    // It is away; what it held is gone all the same.
  } finally {
    redis.disconnect();
  }
}
