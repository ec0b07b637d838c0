import { setTimeout as pause } from 'node:timers/promises';
import { DeliveryTimeoutError } from '../deliveries.errors.js';

/** Milliseconds that a handler gets to react to its signal. */
const GRACE = 500;

/** A handler that was told to stop and did not. */
export class RunawayHandler {
  constructor(readonly reason: unknown) {}
}

/**
 * Runs a handler until it ends, its time is up or the process stops.
 * @throws what the handler throws; the signal's reason when it ended because of that; a
 * `RunawayHandler` when it goes on all the same
 */
export async function runHandler(
  timeout: number,
  stop: AbortSignal,
  handler: (signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(new DeliveryTimeoutError(timeout)), timeout);
  const signal = AbortSignal.any([stop, limit.signal]);
  const ended = handler(signal).then(
    () => ({ ok: true as const }),
    (error: unknown) => ({ ok: false as const, error }),
  );
  try {
    const first = await Promise.race([ended, aborted(signal)]);
    const end = first ?? (await Promise.race([ended, pause(GRACE, undefined, { ref: false })]));
    if (!end) throw new RunawayHandler(signal.reason);
    // What it threw when it was told to stop says less than why it was told.
    if (!end.ok) throw signal.aborted ? signal.reason : end.error;
  } finally {
    clearTimeout(timer);
  }
}

function aborted(signal: AbortSignal): Promise<undefined> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve(undefined);
    else signal.addEventListener('abort', () => resolve(undefined), { once: true });
  });
}
