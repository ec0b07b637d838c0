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
  const holder = await connectWhenReady(
    () => new pg.Client({ connectionString: url, application_name: 'backstory migrate' }),
  );
  const dataSource = new DataSource(
    dataSourceOptions({ url, poolSize: 2, statementTimeout: 0, lockTimeout: 60_000 }),
  );
  try {
    await holder.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await dataSource.initialize();
    const ran = await dataSource.runMigrations();
    await runMigrations(holder);
    return ran.map((migration) => migration.name);
  } finally {
    if (dataSource.isInitialized) {
      await dataSource.destroy();
    }
    await holder.end();
  }
}
