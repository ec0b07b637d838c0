import { testServers } from './test-servers.js';

/**
 * The Redis of this test file, empty when the file starts; undefined in the embedded profile.
 * Files that stop or flush Redis under somebody else's feet take `startPrivateRedis()`.
 */
export function redisUrl(): string | undefined {
  const { redis } = testServers();
  if (redis.length === 0) return undefined;
  const worker = Number(process.env.VITEST_POOL_ID ?? '1');
  return redis[(worker - 1) % redis.length];
}
