import { redisUrl } from '../../support/test-redis.js';

/** The two ways that queues are stored; a run of the embedded profile knows only one. */
export const JOB_BACKENDS = [
  { name: 'PostgreSQL', redisUrl: undefined },
  ...(redisUrl() ? [{ name: 'Redis', redisUrl: redisUrl() }] : []),
];
