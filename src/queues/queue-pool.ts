import pg from 'pg';

/**
 * Most connections of one process's queues. A worker holds one for good, to be woken by; the rest is
 * shared, and none is opened before it is needed.
 */
const MOST = 30;

const open = new WeakMap<pg.Pool, Set<pg.PoolClient>>();

/** The queues' own pool, found in their own schema: their tables have names like `job` and `event`. */
export function createQueuePool(databaseUrl: string): pg.Pool {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: MOST,
    keepAlive: true,
    application_name: 'backstory queues',
    options: '-c search_path=bullmq',
    connectionTimeoutMillis: 5_000,
  });
  // Every queue and worker listens for its troubles; more than ten of them are no leak.
  pool.setMaxListeners(0);
  const clients = new Set<pg.PoolClient>();
  pool.on('connect', (client) => clients.add(client));
  pool.on('remove', (client) => clients.delete(client));
  open.set(pool, clients);
  return pool;
}

/** The pool's connections, also those that somebody holds. */
export function clientsOf(pool: pg.Pool): ReadonlySet<pg.PoolClient> {
  return open.get(pool) ?? new Set();
}
