import path from 'node:path';
import { ensureDatabase } from './ensure-database.mjs';
import { EmbeddedPostgres } from './embedded-postgres.mjs';
import { findRedisProgram, PrivateRedis } from './private-redis.mjs';

/**
 * @typedef {{ databaseUrl: string, redisUrl: string | undefined, description: string,
 *   processes: { pid: number, startedAt: string, signal: NodeJS.Signals }[], stop: () => Promise<void> }} Servers
 */

/**
 * PostgreSQL and, where there is one, Redis: the environment's, else our own under the data folder.
 *
 * @param {string} folder
 * @param {{ env: NodeJS.ProcessEnv, embedded: boolean, postgresSettings?: Record<string, string> }} options
 * @returns {Promise<Servers>}
 */
export async function startServers(folder, { env, embedded, postgresSettings }) {
  const postgres = env.DATABASE_URL
    ? undefined
    : new EmbeddedPostgres(path.join(folder, 'postgres'), postgresSettings);
  const redis = privateRedis(folder, env, embedded);
  const stop = async () => {
    await redis?.stop();
    await postgres?.stop();
  };
  try {
    await Promise.all([postgres?.start(), redis?.start()]);
    const databaseUrl = postgres?.url('backstory') ?? env.DATABASE_URL;
    await ensureDatabase(databaseUrl, { create: postgres !== undefined });
    const redisUrl = redis?.url() ?? (embedded ? undefined : env.REDIS_URL);
    const description = describe(postgres, redis, redisUrl);
    const processes = [
      ...(redis ? [{ ...redis.identity, signal: 'SIGTERM' }] : []),
      ...(postgres ? [{ ...postgres.identity, signal: 'SIGINT' }] : []),
    ];
    return { databaseUrl, redisUrl, description, processes, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function privateRedis(folder, env, embedded) {
  if (embedded || env.REDIS_URL) return undefined;
  const program = findRedisProgram();
  return program
    ? new PrivateRedis(path.join(folder, 'redis'), { program, save: '60 1' })
    : undefined;
}

function describe(postgres, redis, redisUrl) {
  const database = postgres ? 'embedded PostgreSQL' : 'PostgreSQL of DATABASE_URL';
  if (!redisUrl) return `${database}, jobs and feed on it too (no Redis)`;
  return `${database}, ${redis ? 'private Redis' : 'Redis of REDIS_URL'}`;
}
