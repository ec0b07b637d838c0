import { LaunchError } from './launch-error.mjs';

/**
 * Proves that the database can be reached, making it first on a server of ours.
 *
 * @param {string} url
 * @param {{ create: boolean }} options
 */
export async function ensureDatabase(url, { create }) {
  // Not at the top: nothing is installed yet when this file is loaded.
  const { default: pg } = await import('pg');
  if (create) await createDatabase(pg, url);
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  try {
    await client.connect();
    await client.query('SELECT 1');
  } catch (error) {
    const { host, pathname } = new URL(url);
    throw new LaunchError(
      `the database ${host}${pathname} cannot be used: ${error.message || error.code}`,
      'check DATABASE_URL, or unset it to use the embedded PostgreSQL',
      error,
    );
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function createDatabase(pg, url) {
  const maintenance = new URL(url);
  const name = maintenance.pathname.slice(1);
  maintenance.pathname = '/postgres';
  const client = new pg.Client({ connectionString: maintenance.href });
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${pg.escapeIdentifier(name)}`);
  } finally {
    await client.end();
  }
}
