import { runMigrations } from 'bullmq';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { connectWhenReady } from './connect-when-ready.js';
import { dataSourceOptions } from './data-source-options.js';

/** Advisory lock of everybody who migrates; the number spells `BKST`. */
const MIGRATION_LOCK = 0x42_4b_53_54;

/**
 * Brings the database up to date: the tables of the application and those of the queues.
 *
 * Any number of processes may call it at once: one works, the others wait and find it done.
 * @returns the names of the migrations that this call ran, oldest first
 */
export async function migrate(url: string): Promise<string[]> {
  const connect = () =>
    connectWhenReady(
      () => new pg.Client({ connectionString: url, application_name: 'backstory migrate' }),
    );
  const holder = await connect();
  const dataSource = new DataSource(
    dataSourceOptions({ url, poolSize: 2, statementTimeout: 0, lockTimeout: 60_000 }),
  );
  try {
    await holdLock(holder);
    await dataSource.initialize();
    const ran = await dataSource.runMigrations();
    await migrateQueues(await connect());
    return ran.map((migration) => migration.name);
  } finally {
    if (dataSource.isInitialized) {
      await dataSource.destroy();
    }
    await holder.end();
  }
}

async function migrateQueues(client: pg.Client): Promise<void> {
  try {
    await runMigrations(client);
  } finally {
    await client.end();
  }
}

/** For as long as its transaction is open: a session's own lock outlives its client behind a pooler. */
async function holdLock(holder: pg.Client): Promise<void> {
  await holder.query('BEGIN');
  for (const limit of ['statement', 'lock', 'idle_in_transaction_session']) {
    await holder.query(`SET LOCAL ${limit}_timeout = 0`);
  }
  await holder.query('SELECT pg_advisory_xact_lock($1)', [MIGRATION_LOCK]);
}
