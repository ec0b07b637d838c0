import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { Client } from 'pg';
import { type TestProject } from 'vitest/node';
import { EmbeddedPostgres, THROW_AWAY_SETTINGS } from '../../scripts/lib/embedded-postgres.mjs';
import { findRedisProgram, PrivateRedis } from '../../scripts/lib/private-redis.mjs';
import { throwAwayFolder } from '../../scripts/lib/throw-away-folder.mjs';
import { migrateTemplate } from './migrate-template.js';
import './test-servers.js';

/** Starts the run's servers; whatever way the run ends, their reaper stops them. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { folder, dispose } = throwAwayFolder('test');
  try {
    const { url, template } = await postgres(folder);
    const redisProgram = usableRedisProgram(project);
    const workers = project.vitest.config.maxWorkers;
    const redis = await startRedises(folder, redisProgram, workers);
    project.provide('servers', { folder, postgres: url, template, redis, redisProgram });
    return dispose;
  } catch (error) {
    await dispose();
    throw error;
  }
}

async function postgres(folder: string): Promise<{ url: string; template: string }> {
  const url = process.env.BACKSTORY_TEST_DATABASE_URL ?? (await startPostgres(folder));
  const template = `backstory_template_${randomBytes(4).toString('hex')}`;
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(`CREATE DATABASE ${template} TEMPLATE template0`);
  } finally {
    await client.end();
  }
  const templateUrl = new URL(url);
  templateUrl.pathname = `/${template}`;
  await migrateTemplate(templateUrl.href);
  return { url, template };
}

async function startPostgres(folder: string): Promise<string> {
  const settings = { ...THROW_AWAY_SETTINGS, max_connections: '300', shared_buffers: '256MB' };
  const server = new EmbeddedPostgres(path.join(folder, 'postgres'), settings);
  await server.start();
  return server.url();
}

function usableRedisProgram({ config }: TestProject): string | undefined {
  if (config.env.BACKSTORY_TEST_PROFILE === 'embedded') return undefined;
  const program = findRedisProgram();
  if (!program) {
    throw new Error(
      'no redis-server or valkey-server on PATH: install one, or test the embedded profile alone with BACKSTORY_TEST_PROFILE=embedded',
    );
  }
  return program;
}

function startRedises(
  folder: string,
  program: string | undefined,
  workers: number,
): Promise<string[]> {
  if (!program) return Promise.resolve([]);
  return Promise.all(
    Array.from({ length: workers }, async (_, index) => {
      const server = new PrivateRedis(path.join(folder, `redis-${index}`), { program });
      await server.start();
      return server.url();
    }),
  );
}
