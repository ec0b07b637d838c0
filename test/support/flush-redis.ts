// Runs before each e2e test file: files of one worker share a Redis one after the other.
import { Redis } from 'ioredis';
import { redisUrl } from './test-redis.js';

const url = redisUrl();
if (url) {
  const redis = new Redis(url);
  await redis.flushall();
  await redis.quit();
}
