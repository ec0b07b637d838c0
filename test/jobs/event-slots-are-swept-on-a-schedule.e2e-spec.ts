import { getQueueToken } from '@nestjs/bullmq';
import type { Queue } from 'bullmq';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  MAINTENANCE_QUEUE,
  SWEEP_EVENT_SLOTS,
} from '../../src/maintenance/maintenance.constants.js';
import { EventSlots } from '../../src/platform/events/index.js';
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { eventually } from '../support/eventually.js';

describe('the slots of throttled events', () => {
  let test: TestApp;

  beforeAll(async () => {
    test = await createTestApp();
  });

  afterAll(() => test.close());

  const count = async () => {
    const [{ n }] = await test.dataSource.query<[{ n: number }]>(
      'SELECT count(*)::integer AS n FROM backstory.event_slots',
    );
    return n;
  };
  /** `expired` slots whose window is over, and five that are still needed, all mixed up. */
  const fill = (expired: number) =>
    test.dataSource.query(
      `INSERT INTO backstory.event_slots (key, aggregate, event_id, first_at, last_at, expires_at)
       SELECT md5(n::text)::uuid, 'parcel', n, now(), now(),
         now() + CASE WHEN n <= $1 THEN interval '-1 second' ELSE interval '1 hour' END
       FROM generate_series(1, $1 + 5) AS n ON CONFLICT DO NOTHING`,
      [expired],
    );

  it('are swept by a worker every hour, and those in use stay', async () => {
    const queue = test.app.get<Queue>(getQueueToken(MAINTENANCE_QUEUE));
    expect(await queue.getJobSchedulers()).toContainEqual(
      expect.objectContaining({ name: SWEEP_EVENT_SLOTS, every: 3_600_000 }),
    );

    await fill(12_000);
    await queue.add(SWEEP_EVENT_SLOTS, {});

    await eventually(async () => (await count()) === 5);
  });

  it('are left alone while somebody holds them', async () => {
    await test.dataSource.query('DELETE FROM backstory.event_slots');
    await fill(20);
    const slots = test.app.get(EventSlots);

    await test.dataSource.transaction(async (manager) => {
      await manager.query(
        "SELECT FROM backstory.event_slots WHERE key = md5('7')::uuid FOR UPDATE",
      );
      expect(await slots.sweep(3)).toBe(19);
    });

    expect(await slots.sweep(3)).toBe(1);
    expect(await count()).toBe(5);
  });
});
