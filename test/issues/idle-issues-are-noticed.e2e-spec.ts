import { getQueueToken } from '@nestjs/bullmq';
import type { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { IssueIdleness } from '../../src/domain/issues/index.js';
import {
  FIND_IDLE_ISSUES,
  MAINTENANCE_QUEUE,
} from '../../src/maintenance/maintenance.constants.js';
import { eventually } from '../support/eventually.js';
import { redisUrl } from '../support/test-redis.js';
import { createTracker, type Tracker } from './support/tracker.js';
import { timelineOf, type Part } from './support/timeline.js';

describe('an issue that nothing happens to', () => {
  let tracker: Tracker;

  beforeAll(async () => {
    tracker = await createTracker();
  });

  afterAll(() => tracker?.test.close());

  const idle = async (days: number): Promise<string> => {
    const { id } = await tracker.open();
    await tracker.test.dataSource.query(
      'UPDATE issues SET last_activity_at = now() - make_interval(days => $2) WHERE id = $1',
      [id, days],
    );
    return id;
  };
  const told = async (id: string): Promise<Part[]> =>
    (await timelineOf(tracker.author, id))
      .flatMap(({ parts }) => parts)
      .filter(({ action }) => action === 'no_activity');

  it('is told of once a week, however often and in how many processes one looks', async () => {
    const idleness = tracker.test.app.get(IssueIdleness);
    const [long, short, closed] = [await idle(40), await idle(29), await idle(50)];
    await tracker.author.client.post(`/issues/${closed}/close`);

    const found = await Promise.all([idleness.record(), idleness.record(), idleness.record()]);

    expect(found.reduce((sum, count) => sum + count)).toBe(1);
    expect(await idleness.record()).toBe(0);
    expect(await told(long)).toMatchObject([{ extra: { days: 40 } }]);
    expect([...(await told(short)), ...(await told(closed))]).toEqual([]);
  });

  it('is not told of because it was old when it came from GitHub', async () => {
    const { dataSource } = tracker.test;
    const idleness = tracker.test.app.get(IssueIdleness);
    const id = await idle(900);
    await dataSource.query(
      `INSERT INTO github_repositories (id, full_name, project_id) VALUES (7, 'o/r', $1)`,
      [tracker.projectId],
    );
    await dataSource.query(
      `INSERT INTO github_issues (repository_id, number, issue_id, image, updated_at)
       VALUES (7, 1, $1, '{}', now())`,
      [id],
    );
    expect(await idleness.record()).toBe(0);

    await dataSource.query("UPDATE github_issues SET mirrored_at = now() - interval '31 days'");
    expect(await idleness.record()).toBe(1);
    expect(await told(id)).toMatchObject([{ extra: { days: 900 } }]);
  });

  it('is found page by page, all of them', async () => {
    const { test, projectId } = tracker;
    await test.dataSource.query(
      `INSERT INTO issues (project_id, number, title, body, author_name, last_activity_at)
       SELECT $1, n, 'Idle', '', 'nobody', now() - interval '60 days'
       FROM generate_series(1001, 1550) AS n`,
      [projectId],
    );

    expect(await test.app.get(IssueIdleness).record()).toBe(550);
  });

  it('is found by a schedule, in a correlation of its own, also after Redis lost everything', async () => {
    const queue = tracker.test.app.get<Queue>(getQueueToken(MAINTENANCE_QUEUE));
    const schedule = () => queue.getJobScheduler(FIND_IDLE_ISSUES);
    expect(await schedule()).toMatchObject({ every: 3_600_000 });
    const id = await idle(31);
    const url = redisUrl();
    if (url) {
      const redis = new Redis(url);
      await redis.flushall();
      await redis.quit();
    } else {
      await queue.removeJobScheduler(FIND_IDLE_ISSUES);
    }
    expect(await schedule()).toBeUndefined();

    const event = await eventually(
      async () => {
        const [first] = await told(id);
        return first;
      },
      { within: 20_000, every: 200 },
    );

    expect(await schedule()).toMatchObject({ every: 3_600_000 });
    expect(event).toMatchObject({ extra: { days: 31 } });
    expect(event!.causation_id).toMatch(/^job:backstory\.maintenance:/);
    const trace = await tracker.author.client.get<{ count: number }>(
      `/correlations/${event!.correlation_id}`,
    );
    expect(JSON.stringify(trace.body)).toContain('"event":"no_activity"');
  });
});
