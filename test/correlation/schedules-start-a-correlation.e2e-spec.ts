import type { Job } from 'bullmq';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runInNewContext } from '../../src/platform/correlation/index.js';
import { eventually } from '../support/eventually.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { JOB_BACKENDS } from './support/job-backends.js';
import { startJobApp, type Handlers, type JobApp, type SeenJob } from './support/start-job-app.js';

const handlers: Handlers = {
  tick: async (job: Job, { moreWork }) => {
    if (job.attemptsMade === 0) {
      throw new Error('the first attempt always fails');
    }
    return moreWork.add('tock', {});
  },
};

describe.each(JOB_BACKENDS)('a scheduled job on $name', ({ redisUrl }) => {
  let database: TestDatabase;
  let idle: JobApp;
  let app: JobApp;

  beforeAll(async () => {
    database = await createTestDatabase();
    const options = { databaseUrl: database.url, redisUrl };
    idle = await startJobApp({ ...options, runWorkers: false });
    app = await runInNewContext({ correlationId: 'whoever-started-the-app' }, () =>
      startJobApp({
        ...options,
        handlers,
        schedule: (schedules, queue) =>
          schedules.add({
            queue,
            id: 'clock',
            repeat: { every: 400 },
            jobName: 'tick',
            options: { attempts: 2 },
          }),
      }),
    );
    await app.work.setGlobalConcurrency(1);
  });

  afterAll(async () => {
    await app?.close();
    await idle?.close();
    await database?.drop();
  });

  function seen(name: string, count: number): Promise<SeenJob[]> {
    return eventually(
      () => {
        const found = app.seen.filter((job) => job.name === name);
        return found.length >= count ? found : undefined;
      },
      { within: 15_000 },
    ) as Promise<SeenJob[]>;
  }

  it('starts a correlation of its own each time', async () => {
    const ticks = (await seen('tick', 6)).filter((job) => job.attempt === 2);
    const correlations = ticks.map((job) => job.context?.correlationId);

    expect(new Set(correlations).size).toBe(ticks.length);
    expect(correlations).not.toContain('whoever-started-the-app');
    expect(ticks[0]?.context?.causationId).toMatch(/^job:work:repeat:clock:\d+$/);
  });

  it('keeps that correlation when it is retried', async () => {
    const ticks = await seen('tick', 6);

    for (const retry of ticks.filter((job) => job.attempt === 2)) {
      const first = ticks.find((job) => job.id === retry.id && job.attempt === 1);
      expect(retry.context).toEqual(first?.context);
    }
  });

  it('passes it on to the jobs that it enqueues', async () => {
    const [tock] = await seen('tock', 1);
    const ticks = await seen('tick', 2);

    expect(ticks.map((job) => job.context?.correlationId)).toContain(tock?.context?.correlationId);
  });

  it('is run and scheduled only where the roles say so', async () => {
    expect(idle.seen).toEqual([]);
    expect(await idle.work.getJobSchedulers()).toMatchObject([{ key: 'clock' }]);
  });
});
