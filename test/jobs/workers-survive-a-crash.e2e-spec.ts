import { Queue } from 'bullmq';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DurableWorker } from '../../src/queues/durable-worker.js';
import { compileProgram } from '../support/child-program.js';
import { eventually } from '../support/eventually.js';
import { startPrivateRedis, type PrivateRedisServer } from '../support/private-redis.js';
import { redisUrl } from '../support/test-redis.js';

describe.skipIf(!redisUrl())('a worker', () => {
  let redis: PrivateRedisServer;

  beforeAll(async () => {
    redis = await startPrivateRedis();
  });
  afterAll(() => redis.stop());

  it('takes over the job of one that was killed, within seconds', async () => {
    const program = await compileProgram('test/jobs/fixtures/stuck-worker.program.ts');
    const connection = { url: redis.url };
    const queue = new Queue('maintenance', { connection });
    const { id } = await queue.add('trim', {});
    const killed = program.start({ REDIS_URL: redis.url });
    await killed.line((line) => line === `started ${id}`);
    const done: unknown[] = [];
    const worker = new DurableWorker('maintenance', async (job) => void done.push(job.id), {
      connection,
    });

    await killed.kill('SIGKILL');
    await eventually(() => expect(done).toEqual([id]), { within: 12_000 });

    await worker.close();
    await queue.close();
  });

  it.each(['is still away', 'is back'])('closes in time after Redis died and %s', async (now) => {
    const worker = new DurableWorker('maintenance', async () => undefined, {
      connection: { url: redis.url },
    });
    await worker.waitUntilReady();
    const client = await worker.backend.blockingConnection!.client;
    await redis.stop('SIGKILL');
    await eventually(() => expect(client.status).toBe('reconnecting'), { every: 1 });
    if (now === 'is back') await redis.start();

    const start = performance.now();
    await worker.close();
    const took = performance.now() - start;
    if (now !== 'is back') await redis.start();

    expect(took).toBeLessThan(8_000);
    expect(worker.closing).toBeDefined();
  });
});
