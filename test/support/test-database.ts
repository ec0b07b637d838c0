import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { testServers } from './test-servers.js';

export interface TestDatabase {
  url: string;
  /** Drops it, ending whoever is still connected. */
  drop(): Promise<void>;
}

/** A database of its own with every migration run: a clone of the run's template. */
export function createTestDatabase(): Promise<TestDatabase> {
  return create(testServers().template);
}

/** A database of its own with nothing in it. */
export function createEmptyDatabase(): Promise<TestDatabase> {
  return create('template0');
}

async function create(template: string): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  await asSuperuser(async (client) =>
    client.query(`CREATE DATABASE ${name} TEMPLATE ${template} ${await cheapestWay(client)}`),
  );
  const url = new URL(testServers().postgres);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    drop: () =>
      asSuperuser((client) => client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)),
  };
}

/** Since PostgreSQL 15 each page is written to the log as well, unless the files are to be copied. */
async function cheapestWay(client: Client): Promise<string> {
  const { rows } = await client.query<{ server_version_num: string }>('SHOW server_version_num');
  return Number(rows[0]?.server_version_num) >= 150_000 ? 'STRATEGY FILE_COPY' : '';
}

async function asSuperuser(work: (client: Client) => Promise<unknown>): Promise<void> {
  const client = new Client({ connectionString: testServers().postgres });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
