import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HealthReport } from '../../src/http/health/health-report.interface.js';
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { eventually } from '../support/eventually.js';
import { startPrivateRedis, type PrivateRedisServer } from '../support/private-redis.js';
import { TestClient } from '../support/test-client.js';
import { redisUrl } from '../support/test-redis.js';

describe.skipIf(!redisUrl())('readiness with Redis', () => {
  let redis: PrivateRedisServer;
  let test: TestApp;
  let client: TestClient;

  beforeAll(async () => {
    redis = await startPrivateRedis();
    test = await createTestApp({ env: { REDIS_URL: redis.url }, logLines: [] });
    client = new TestClient(test.url);
  });

  afterAll(async () => {
    await test?.close();
    await redis?.stop();
  });

  async function health(): Promise<{ status: number; redis: unknown }> {
    const { status, body } = await client.get<HealthReport>('/health/ready');
    return { status, redis: body.checks['redis'] };
  }

  it('holds for any number of questions at once', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, health));

    for (const answer of answers) {
      expect(answer).toEqual({ status: 200, redis: { status: 'up' } });
    }
  });

  it('refuses a Redis that may throw jobs away', async () => {
    const admin = new Redis(redis.url);
    await admin.config('SET', 'maxmemory-policy', 'allkeys-lru');

    expect(await health()).toEqual({
      status: 503,
      redis: { status: 'down', reason: expect.stringMatching(/allkeys-lru.*Set it to noeviction/) },
    });

    await admin.config('SET', 'maxmemory-policy', 'noeviction');
    await admin.quit();
    expect((await health()).status).toBe(200);
  });

  it('ends while Redis is down and is back with it', async () => {
    await redis.stop('SIGKILL');
    expect(await health()).toEqual({
      status: 503,
      redis: { status: 'down', reason: 'It cannot be reached.' },
    });
    expect((await client.get('/health/live')).status).toBe(200);

    await redis.start();
    await eventually(async () => (await health()).status === 200, { within: 10_000 });
  });
});
