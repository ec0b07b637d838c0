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
  await asSuperuser(`CREATE DATABASE ${name} TEMPLATE ${template}`);
  const url = new URL(testServers().postgres);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    drop: () => asSuperuser(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  };
}

async function asSuperuser(statement: string): Promise<void> {
  const client = new Client({ connectionString: testServers().postgres });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
