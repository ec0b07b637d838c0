import {
  DeadDelivery,
  DeliveryInterruptedError,
  DeliveryTimeoutError,
  RetryLater,
  SkipDelivery,
} from '../deliveries.errors.js';
import { MOST_CRASHES } from '../deliveries.constants.js';
import type { DeliverySubscriber } from '../interfaces/delivery-subscriber.interface.js';
import type { DeliveryRow } from '../sql/delivery-columns.sql.js';
import { retryDelay } from './backoff.util.js';
import { errorText, storableText } from './storable.util.js';

const MOST_ATTEMPTS = 10;

/** What an attempt that did not end well comes to. */
export interface AttemptOutcome {
  readonly state: 'pending' | 'dead' | 'skipped';
  readonly outcome: string;
  /** Milliseconds until it is due again. */
  readonly delay?: number;
  readonly error?: string;
  readonly skipReason?: string;
  readonly crashes?: number;
  /** Whether the attempt counts towards the limit. @defaultValue true */
  readonly counts?: boolean;
}

/** Decides after a handler threw. */
export function outcomeOf(
  error: unknown,
  row: Pick<DeliveryRow, 'attempts' | 'attempts_base'>,
  subscriber: DeliverySubscriber,
): AttemptOutcome {
  if (error instanceof SkipDelivery) return skipped(error.reason);
  if (error instanceof DeliveryInterruptedError) {
    return { state: 'pending', outcome: 'interrupted', counts: false };
  }
  const attempt = row.attempts - row.attempts_base + 1;
  const isLast = attempt >= (subscriber.maxAttempts ?? MOST_ATTEMPTS);
  const text = errorText(error);
  if (error instanceof DeadDelivery) return { state: 'dead', outcome: 'dead', error: text };
  if (isLast) return { state: 'dead', outcome: outcomeName(error), error: text };
  const delay =
    error instanceof RetryLater ? error.milliseconds : retryDelay(attempt, subscriber.backoff);
  return { state: 'pending', outcome: outcomeName(error), delay, error: text };
}

export function skipped(reason: string): AttemptOutcome {
  return { state: 'skipped', outcome: 'skipped', skipReason: storableText(reason) };
}

/** Decides after the process of a handler died. */
export function crashed({ crashes }: Pick<DeliveryRow, 'crashes'>): AttemptOutcome {
  const deaths = crashes + 1;
  const error =
    deaths === 1
      ? 'its process died while it ran; it runs alone next'
      : `its process died ${deaths} times while it ran, the last time with nothing beside it`;
  const state = deaths >= MOST_CRASHES ? 'dead' : 'pending';
  return { state, outcome: 'crashed', error, crashes: 1 };
}

function outcomeName(error: unknown): string {
  if (error instanceof DeliveryTimeoutError) return 'timeout';
  return error instanceof RetryLater ? 'retry_later' : 'failed';
}
