import type { DataSource, EntityManager } from 'typeorm';
import { retryTransaction } from '../../src/platform/events/index.js';

const CALLERS = 50;
const KEYS = 60;
/** Callers who are first at a key and roll back. */
const FAILING = 5;

type Record = (manager: EntityManager, aggregate: string) => Promise<unknown>;

class Rollback extends Error {}

/** Events too many, and calls that no event counts, after 50 callers were at 60 keys at once. */
export async function exactness(
  dataSource: DataSource,
  table: string,
  isolation: 'READ COMMITTED' | 'REPEATABLE READ',
  record: Record,
): Promise<string> {
  const keys = Array.from({ length: KEYS }, (_, key) => `exact ${isolation} ${key}`);
  await Promise.all(
    Array.from({ length: CALLERS }, async (_, caller) => {
      for (const key of keys) {
        await retryTransaction(dataSource, { isolation, attempts: 1_000 }, async (manager) => {
          await record(manager, key);
          if (caller < FAILING) throw new Rollback();
        }).catch((error: unknown) => {
          if (!(error instanceof Rollback)) throw error;
        });
      }
    }),
  );
  const [row] = await dataSource.query<[{ events: number; hits: number }]>(
    `SELECT count(*)::int AS events, sum(hits)::int AS hits FROM ${table} WHERE bench_id = ANY($1)`,
    [keys],
  );
  const calls = (CALLERS - FAILING) * KEYS;
  return `${row.events} events for ${KEYS} keys (${row.events - KEYS} too many), ${row.hits} hits for ${calls} calls`;
}
