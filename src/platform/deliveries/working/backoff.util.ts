import type { DeliveryBackoff } from '../interfaces/delivery-subscriber.interface.js';

const FIRST = 1_000;
const FACTOR = 3;
const LONGEST = 3_600_000;

/** Milliseconds before the next attempt, after number `attempt` (from 1) failed: up to a fifth sooner
 * than planned, so that what failed together does not come back together. */
export function retryDelay(attempt: number, backoff?: DeliveryBackoff): number {
  const planned = plan(attempt, backoff);
  return Math.round(planned * (0.8 + Math.random() * 0.2));
}

function plan(attempt: number, backoff: DeliveryBackoff | undefined): number {
  if (typeof backoff === 'function') return Math.max(0, backoff(attempt));
  if (backoff) return backoff[Math.min(attempt, backoff.length) - 1] ?? 0;
  return Math.min(LONGEST, FIRST * FACTOR ** Math.min(attempt - 1, 20));
}
