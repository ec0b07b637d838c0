import { mkdtempSync } from 'node:fs';
import path from 'node:path';
import { PrivateRedis } from '../../scripts/lib/private-redis.mjs';
import { testServers } from './test-servers.js';

export interface PrivateRedisServer {
  /** The same after a restart. */
  url: string;
  /** SIGTERM by default; SIGKILL is a crash. Keys are gone after either. */
  stop(signal?: NodeJS.Signals): Promise<void>;
  start(): Promise<void>;
}

/**
 * A Redis of the test's own, for tests that kill or flush it. Throws in the embedded profile:
 * guard such tests with `describe.skipIf(!redisUrl())`.
 */
export async function startPrivateRedis(): Promise<PrivateRedisServer> {
  const { folder, redisProgram } = testServers();
  if (!redisProgram) throw new Error('this run has no Redis: it tests the embedded profile');
  const server = new PrivateRedis(mkdtempSync(path.join(folder, 'redis-')), {
    program: redisProgram,
  });
  await server.start();
  return {
    url: server.url(),
    stop: (signal) => server.stop(signal),
    start: () => server.start(),
  };
}
