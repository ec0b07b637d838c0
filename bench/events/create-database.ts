import pg from 'pg';
import { DataSource, type Logger } from 'typeorm';
import { EVENTS_MIGRATIONS, installEventTables } from '../../src/platform/events/index.js';
import { OUTBOX_MIGRATIONS } from '../../src/platform/outbox/index.js';
import { benchEvents } from './event-definitions.js';

/** A database of its own with the benchmark's table of events. */
export async function createDatabase(
  name: string,
  poolSize: number,
  logger?: Logger,
): Promise<DataSource> {
  const server = process.env.DATABASE_URL as string;
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  await client.query(`DROP DATABASE IF EXISTS ${name}`);
  await client.query(`CREATE DATABASE ${name}`);
  await client.end();
  const url = new URL(server);
  url.pathname = `/${name}`;
  const dataSource = new DataSource({
    type: 'postgres',
    url: url.href,
    migrations: [...OUTBOX_MIGRATIONS, ...EVENTS_MIGRATIONS],
    migrationsTableName: 'bench_migrations',
    poolSize,
    ...(logger && { logging: ['query'], logger }),
    extra: { options: '-c search_path=public' },
  });
  await dataSource.initialize();
  await dataSource.runMigrations();
  await installEventTables(dataSource, [benchEvents]);
  return dataSource;
}
