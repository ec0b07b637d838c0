import { describe, expect, it } from 'vitest';
import { WEBHOOK_TRIES, webhookWait } from './webhook-schedule.js';

const HOUR = 3_600_000;

const waits = (chance: number) =>
  Array.from({ length: WEBHOOK_TRIES - 1 }, (_, index) => webhookWait(index + 1, chance));

describe('the schedule of a webhook', () => {
  it('tries ten times over three days', () => {
    const total = waits(0).reduce((sum, wait) => sum + wait, 0);

    expect(WEBHOOK_TRIES).toBe(10);
    expect(waits(0)[0]).toBe(5_000);
    expect(total / HOUR).toBeCloseTo(75.58, 2);
    expect(waits(1).every((wait, index) => wait > waits(0)[index]!)).toBe(true);
  });
});
