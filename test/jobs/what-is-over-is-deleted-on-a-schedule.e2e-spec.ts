import { getQueueToken } from '@nestjs/bullmq';
import type { Queue } from 'bullmq';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  MAINTENANCE_QUEUE,
  TRIM_GITHUB_DELIVERIES,
  TRIM_NOTIFICATIONS,
} from '../../src/maintenance/maintenance.constants.js';
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { eventually } from '../support/eventually.js';
import { query } from '../support/query.js';

/** The schedule of a chore. */
const every = (name: string) => expect.objectContaining({ name, every: 3_600_000 });

describe('with BACKSTORY_KEEP_DAYS=10, every hour', () => {
  let test: TestApp;
  let queue: Queue;

  beforeAll(async () => {
    test = await createTestApp({ env: { BACKSTORY_KEEP_DAYS: '10' } });
    queue = test.app.get(getQueueToken(MAINTENANCE_QUEUE));
  });

  afterAll(() => test.close());

  const keysOf = async (sql: string): Promise<string[]> =>
    (await query<{ key: string }>(test.databaseUrl, sql)).map(({ key }) => key);

  it('notifications read longer ago are deleted; what nobody has read stays', async () => {
    expect(await queue.getJobSchedulers()).toContainEqual(every(TRIM_NOTIFICATIONS));
    await query(
      test.databaseUrl,
      `INSERT INTO backstory.notifications
         (user_id, kind, title, idempotency_key, created_at, read_at)
       SELECT '1', 'k', 't', key, now() - interval '1 year', read
       FROM (VALUES ('unread', NULL), ('young', now() - interval '9 days'),
         ('old', now() - interval '11 days')) AS given (key, read)`,
    );

    await queue.add(TRIM_NOTIFICATIONS, {});

    await eventually(async () => {
      const sql = 'SELECT idempotency_key AS key FROM backstory.notifications ORDER BY id';
      expect(await keysOf(sql)).toEqual(['unread', 'young']);
      return true;
    });
  });

  it('webhooks of GitHub received longer ago are forgotten', async () => {
    expect(await queue.getJobSchedulers()).toContainEqual(every(TRIM_GITHUB_DELIVERIES));
    await query(
      test.databaseUrl,
      `INSERT INTO github_deliveries (id, event, outcome, received_at)
       SELECT n::text, 'issues', 'mirrored', now() - make_interval(days => n)
       FROM generate_series(8, 12) AS n`,
    );

    await queue.add(TRIM_GITHUB_DELIVERIES, {});

    await eventually(async () => {
      expect(await keysOf('SELECT id AS key FROM github_deliveries ORDER BY received_at')).toEqual([
        '9',
        '8',
      ]);
      return true;
    });
  });
});
