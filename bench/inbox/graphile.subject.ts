import { Logger, run } from 'graphile-worker';
import pg from 'pg';
import { createDatabase, execute } from './create-database.js';
import { CONCURRENCY, Countdown, type Subject } from './subject.interface.js';

/** graphile-worker; its handler's effect and its job's end are two transactions. */
export async function graphile(): Promise<Subject> {
  const url = await createDatabase('bench_inbox_graphile');
  const countdown = new Countdown();
  const pool = new pg.Pool({ connectionString: url, max: CONCURRENCY + 5 });
  pool.on('error', () => undefined);
  const runner = await run({
    pgPool: pool,
    concurrency: CONCURRENCY,
    logger: new Logger(() => () => undefined),
    noHandleSignals: true,
    taskList: {
      async bench(payload, helpers) {
        const { id } = payload as { id: number };
        await helpers.query('INSERT INTO public.bench_effects (ref_id) VALUES ($1)', [id]);
        countdown.tick();
      },
    },
  });
  return {
    name: 'graphile-worker, effect apart',
    async work(first, count) {
      const done = countdown.of(count);
      const start = performance.now();
      await execute(
        url,
        `SELECT graphile_worker.add_job('bench', json_build_object('id', n))
         FROM generate_series($1::int, $2::int) AS n`,
        [first, first + count - 1],
      );
      await done;
      return (performance.now() - start) / 1_000;
    },
    async close() {
      await runner.stop();
      await pool.end();
    },
  };
}
