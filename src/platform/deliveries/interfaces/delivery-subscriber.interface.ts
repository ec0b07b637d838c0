import type { Delivery } from './delivery.interface.js';
import type { DeliveryContext } from './delivery-context.interface.js';

/** Facts that a subscriber wants to hear of. @publicApi */
export interface DeliveryRoute {
  /** `event`, `version`, ... */
  readonly kind: string;
  /** A record type; `*` for any. */
  readonly itemType: string;
  /** An action; `*` for any. */
  readonly event: string;
}

/** Milliseconds before each next attempt: a list (the last repeats), or by number of the failed one. */
export type DeliveryBackoff = readonly number[] | ((attempt: number) => number);

/**
 * Somebody to whom facts are delivered: an inbox, a channel, a workflow engine.
 *
 * Handlers run at least once; what they write through `context.manager` takes effect exactly once.
 * A handler makes at most one effect outside; for more, `context.fanOut`.
 * @publicApi
 */
export interface DeliverySubscriber {
  /** Names its queue and its rows; unique, and stable over releases. */
  readonly name: string;
  /** What it always wants to hear of; for what changes at run time see `DeliveryRoutes`. */
  routes(): readonly DeliveryRoute[];
  /** One delivery of each aggregate at a time, in order, also across retries. @defaultValue no order */
  readonly ordered?: 'aggregate';
  /** Deliveries at a time in each process. @defaultValue 5 */
  readonly concurrency?: number;
  /** Attempts before a delivery is dead. @defaultValue 10 */
  readonly maxAttempts?: number;
  /** @defaultValue from one second, three times longer each time, at most an hour; with jitter */
  readonly backoff?: DeliveryBackoff;
  /** Milliseconds that a handler may take, below a minute. @defaultValue 30000 */
  readonly timeout?: number;
  /** Why nothing can be delivered now (no server configured, say): deliveries are skipped with it. */
  unavailable?(): string | undefined;
  handle(delivery: Delivery, context: DeliveryContext): Promise<void>;
}
