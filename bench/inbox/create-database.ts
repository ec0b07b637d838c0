import pg from 'pg';
import { migrate } from '../../src/database/migrate.js';

/** A migrated database of its own, with the table that every subject's handler writes to. */
export async function createDatabase(name: string): Promise<string> {
  const server = process.env.DATABASE_URL as string;
  const url = new URL(server);
  url.pathname = `/${name}`;
  await execute(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  await execute(server, `CREATE DATABASE ${name}`);
  await migrate(url.href);
  await execute(url.href, 'CREATE TABLE public.bench_effects (ref_id bigint NOT NULL)');
  return url.href;
}

/** One statement on a connection of its own. */
export async function execute<R extends pg.QueryResultRow>(
  url: string,
  text: string,
  values: unknown[] = [],
): Promise<R[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<R>(text, values)).rows;
  } finally {
    await client.end();
  }
}
