import type { Job } from 'bullmq';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runInNewContext } from '../../src/platform/correlation/index.js';
import { eventually } from '../support/eventually.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { JOB_BACKENDS } from './support/job-backends.js';
import { startJobApp, type Handlers, type JobApp, type SeenJob } from './support/start-job-app.js';

const ALICE = { id: 'alice', type: 'user' };
const REQUEST = { actor: ALICE, reason: 'spring cleaning', causationId: 'version:7' };

const handlers: Handlers = {
  'enqueue-more': async (job, { moreWork }) => moreWork.add('leaf', job.data),
  'fail-twice': async (job: Job, { moreWork }) => {
    if (job.attemptsMade < 2) {
      throw new Error('not yet');
    }
    return moreWork.add('leaf', job.data);
  },
};

describe.each(JOB_BACKENDS)('a job on $name', ({ redisUrl }) => {
  let database: TestDatabase;
  let app: JobApp;
  let tag = 0;

  beforeAll(async () => {
    database = await createTestDatabase();
    app = await startJobApp({ databaseUrl: database.url, redisUrl, handlers });
  });

  afterAll(async () => {
    await app?.close();
    await database?.drop();
  });

  /** Waits until `count` attempts at jobs with this test's data were seen. */
  function attempts(count: number, of = tag): Promise<SeenJob[]> {
    return eventually(
      () => {
        const found = app.seen.filter((seen) => (seen.data as { tag?: number }).tag === of);
        return found.length >= count ? found : undefined;
      },
      { within: 15_000 },
    ) as Promise<SeenJob[]>;
  }

  function request<T>(correlationId: string, work: (data: { tag: number }) => Promise<T>) {
    tag += 1;
    return runInNewContext({ ...REQUEST, correlationId }, () => work({ tag }));
  }

  it('knows the correlation, actor and reason of the request that added it', async () => {
    await request('req-add', (data) => app.work.add('plain', data));

    const [seen] = await attempts(1);
    expect(seen?.context).toEqual({
      correlationId: 'req-add',
      actor: ALICE,
      reason: 'spring cleaning',
      causationId: `job:work:${seen?.id}`,
    });
    expect(seen?.data).toEqual({ tag });
  });

  it('knows it after a delay', async () => {
    await request('req-delay', (data) => app.work.add('plain', data, { delay: 120 }));

    expect((await attempts(1))[0]?.context).toMatchObject({ correlationId: 'req-delay' });
  });

  it('knows it when added in bulk', async () => {
    await request('req-bulk', (data) =>
      app.work.addBulk(Array.from({ length: 20 }, () => ({ name: 'plain', data }))),
    );

    const seen = await attempts(20);
    expect(new Set(seen.map((job) => job.context?.correlationId))).toEqual(new Set(['req-bulk']));
    expect(new Set(seen.map((job) => job.context?.causationId)).size).toBe(20);
  });

  it('knows it in every node of a flow, with options or without', async () => {
    await request('req-flow', (data) =>
      app.flows.add({
        name: 'plain',
        queueName: 'work',
        data,
        children: [
          { name: 'plain', queueName: 'more-work', data },
          {
            name: 'plain',
            queueName: 'more-work',
            data,
            opts: { delay: 10 },
            children: [{ name: 'plain', queueName: 'work', data }],
          },
        ],
      }),
    );

    const seen = await attempts(4);
    expect(seen.map((job) => job.context?.correlationId)).toEqual(Array(4).fill('req-flow'));
  });

  it('knows it in a bulk of flows', async () => {
    await request('req-flows', (data) =>
      app.flows.addBulk([
        { name: 'plain', queueName: 'work', data },
        {
          name: 'plain',
          queueName: 'work',
          data,
          children: [{ name: 'plain', queueName: 'more-work', data }],
        },
      ]),
    );

    const seen = await attempts(3);
    expect(seen.map((job) => job.context?.correlationId)).toEqual(Array(3).fill('req-flows'));
  });

  it('passes it on to the jobs that it enqueues, itself being their cause', async () => {
    await request('req-nested', (data) => app.work.add('enqueue-more', data));

    const [first, second] = await attempts(2);
    expect(second?.context).toMatchObject({ correlationId: 'req-nested', actor: ALICE });
    expect(second?.context?.causationId).toBe(`job:more-work:${second?.id}`);
    const stored = await app.moreWork.getJob(second!.id);
    expect(stored?.opts.telemetry?.metadata).toContain(`job:work:${first?.id}`);
  });

  it.each([
    ['at once', {}],
    ['with a backoff', { backoff: { type: 'fixed', delay: 50 } }],
  ])('keeps it when retried %s', async (_how, options) => {
    await request('req-retry', (data) =>
      app.work.add('fail-twice', data, { attempts: 3, ...options }),
    );

    const seen = await attempts(4);
    expect(seen.slice(0, 3).map((job) => job.attempt)).toEqual([1, 2, 3]);
    expect(seen.map((job) => job.context?.correlationId)).toEqual(Array(4).fill('req-retry'));
    expect(new Set(seen.slice(0, 3).map((job) => job.context?.causationId)).size).toBe(1);
    expect(seen[3]?.context?.actor).toEqual(ALICE);
    const retried = await app.work.getJob(seen[0]!.id);
    expect(JSON.parse(retried!.opts.telemetry!.metadata!)).toMatchObject({
      correlation: { correlationId: 'req-retry', causationId: 'version:7' },
    });
  });

  it('starts a correlation of its own when nobody gave it one', async () => {
    tag += 1;
    await app.work.add('plain', { tag });
    await app.work.add('plain', { tag });

    const [first, second] = await attempts(2);
    expect(first?.context?.correlationId).toMatch(/^[0-9a-f-]{36}$/);
    expect(first?.context?.correlationId).not.toBe(second?.context?.correlationId);
    expect(first?.context?.actor).toBeUndefined();
  });

  it('starts one too when told to leave the context out', async () => {
    await request('req-omit', (data) =>
      app.work.add('plain', data, { telemetry: { omitContext: true } }),
    );

    expect((await attempts(1))[0]?.context?.correlationId).not.toBe('req-omit');
  });

  it.each(['nonsense', '{"correlation":{"correlationId":"a\\nb"}}', '[]', '{"correlation":7}'])(
    'takes no context out of forged metadata: %s',
    async (metadata) => {
      tag += 1;
      await app.work.add('plain', { tag }, { telemetry: { metadata } });

      const [seen] = await attempts(1);
      expect(seen?.context?.correlationId).toMatch(/^[0-9a-f-]{36}$/);
    },
  );

  it('never shows one request to the jobs of another', async () => {
    const first = tag + 1;
    await Promise.all(
      Array.from({ length: 200 }, (_, index) =>
        request(`parallel-${index}`, (data) =>
          app.moreWork.add('enqueue-more', { ...data, expected: `parallel-${index}` }),
        ),
      ),
    );

    for (let of = first; of <= tag; of += 1) {
      for (const seen of await attempts(2, of)) {
        expect(seen.context?.correlationId).toBe((seen.data as { expected: string }).expected);
      }
    }
  });
});
