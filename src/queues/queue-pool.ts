import pg from 'pg';

/**
 * Most connections of one process's queues. A worker holds one for good, to be woken by; the rest is
 * shared, and none is opened before it is needed.
 */
const MOST = 30;

/** The queues' own pool, found in their own schema: their tables have names like `job` and `event`. */
export function createQueuePool(databaseUrl: string): pg.Pool {
  return new pg.Pool({
    connectionString: databaseUrl,
    max: MOST,
    keepAlive: true,
    application_name: 'backstory queues',
    options: '-c search_path=bullmq',
    connectionTimeoutMillis: 5_000,
  });
}
