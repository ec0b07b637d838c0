import { getQueueToken } from '@nestjs/bullmq';
import type { Queue } from 'bullmq';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MAINTENANCE_QUEUE, TRIM_FEED } from '../../src/maintenance/maintenance.constants.js';
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { eventually } from '../support/eventually.js';

describe('the feed', () => {
  let test: TestApp;

  beforeAll(async () => {
    test = await createTestApp();
  });

  afterAll(() => test.close());

  it('is trimmed by a worker within the hour, and again every hour', async () => {
    const queue = test.app.get<Queue>(getQueueToken(MAINTENANCE_QUEUE));
    const schedules = await queue.getJobSchedulers();
    expect(schedules).toContainEqual(
      expect.objectContaining({ name: TRIM_FEED, every: 3_600_000 }),
    );

    await test.dataSource.query(`
      INSERT INTO backstory.feed_entries
        (position, kind, ref_id, item_type, item_id, event, occurred_at, appended_at)
      SELECT n, 'version', n, 'Old', '1', 'create', now(), now() - interval '2 days'
      FROM generate_series(-12000, -1) AS n`);
    await queue.add(TRIM_FEED, {});

    await eventually(async () => {
      const [{ left }] = await test.dataSource.query<[{ left: number }]>(
        `SELECT count(*)::integer AS left FROM backstory.feed_entries WHERE item_type = 'Old'`,
      );
      return left === 0;
    });
  });
});
