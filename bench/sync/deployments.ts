import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { readEnv } from '../../src/config/env.js';
import { createApplication } from '../../src/create-application.js';
import { migrate } from '../../src/database/migrate.js';
import { Communicator } from '../../src/platform/sync/index.js';

/** One whole application. */
export interface Deployment {
  write(count: number): Promise<void>;
  /** Resolves when all that was written here is a message. */
  published(): Promise<void>;
  push(): Promise<unknown>;
  pull(): Promise<unknown>;
  communicate(): Promise<unknown>;
  /** One value for all posts. */
  fingerprint(): Promise<string>;
}

const OPEN = `
SELECT EXISTS (SELECT 1 FROM backstory.outbox) OR EXISTS (
  SELECT 1 FROM backstory.deliveries
  WHERE subscriber = 'sync' AND state IN ('pending', 'queued')) AS open`;

/** A central deployment and the facade that it calls, on databases of their own. */
export async function startDeployments(): Promise<{
  central: Deployment;
  facade: Deployment;
  close(): Promise<void>;
}> {
  const facade = await start('facade', 'central');
  const central = await start('central', 'facade', facade.url);
  return {
    central: central.deployment,
    facade: facade.deployment,
    close: async () => {
      await central.close();
      await facade.close();
    },
  };
}

async function start(name: string, peer: string, url?: string) {
  const databaseUrl = await createDatabase(`bench_${name}`);
  const env = readEnv({
    NODE_ENV: 'production',
    PORT: '0',
    DATABASE_URL: databaseUrl,
    REDIS_URL: process.env.REDIS_URL,
    BACKSTORY_REDIS_PREFIX: `{${name}}`,
    BACKSTORY_LOG_LEVEL: 'error',
    BACKSTORY_SYNC_NAME: name,
    BACKSTORY_SYNC_PEER: peer,
    BACKSTORY_SYNC_CREDENTIALS: 'keeper:open-sesame',
    BACKSTORY_SYNC_MODE: 'backstory',
    BACKSTORY_SYNC_DIALECT: 'mapping',
    BACKSTORY_SYNC_INTERVAL: '86400',
    ...(url !== undefined && { BACKSTORY_SYNC_URL: url }),
  });
  const app = await createApplication(env);
  await app.listen(0, '127.0.0.1');
  const { port } = app.getHttpServer().address() as AddressInfo;
  const source = app.get(DataSource);
  const communicator = app.get(Communicator);
  const [author] = await source.query<{ id: string }[]>(
    `INSERT INTO users (name, display_name) VALUES ('author', 'Author') RETURNING id`,
  );
  // The schedule makes its first run when the application has started.
  await pause(2_000);
  const deployment: Deployment = {
    write: async (count) => {
      await source.query(
        `INSERT INTO posts (title, body, author_id)
         SELECT $1 || ' ' || n, repeat('text ', 20), $2 FROM generate_series(1, $3) AS n`,
        [name, author!.id, count],
      );
    },
    published: async () => {
      for (;;) {
        const [row] = await source.query<{ open: boolean }[]>(OPEN);
        if (!row!.open) return;
        await pause(5);
      }
    },
    push: () => communicator.push(peer),
    pull: () => communicator.pull(peer),
    communicate: () => communicator.communicate(peer),
    fingerprint: async () => {
      const [row] = await source.query<{ hash: string }[]>(
        `SELECT md5(string_agg(title || body || status, '|' ORDER BY title COLLATE "C")) AS hash
         FROM posts`,
      );
      return row!.hash;
    },
  };
  return { deployment, url: `http://127.0.0.1:${port}`, close: () => app.close() };
}

async function createDatabase(name: string): Promise<string> {
  const server = process.env.DATABASE_URL as string;
  const url = new URL(server);
  url.pathname = `/${name}`;
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  await client.query(`CREATE DATABASE ${name}`);
  await client.end();
  await migrate(url.href);
  return url.href;
}
