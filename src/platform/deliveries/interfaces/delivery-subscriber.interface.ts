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
  /**
   * Columns of the record, by database name: one delivery for each key that they held before and
   * hold after, with the key as its target. A record with a null in its key concerns nobody. For
   * kind `version`, and subscribers that are `ordered: 'key'`.
   */
  readonly key?: readonly string[];
  /** Only facts that came from here: `application`, `database`, ... @defaultValue from anywhere */
  readonly sources?: readonly string[];
  /** Of what became of deliveries (kind `delivery`), only of this subscriber's. @defaultValue anybody's */
  readonly deliveriesOf?: string;
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
  /**
   * One delivery at a time and in order, also across retries: of each aggregate, of each key (that is
   * the target), or of each target of the subscriber, '' where it has none. @defaultValue no order
   */
  readonly ordered?: 'aggregate' | 'key' | 'subscriber';
  /**
   * Through a queue, or taken from the database by the workers themselves: no queue's server is
   * needed, and one hop less. @defaultValue 'queued'
   */
  readonly mode?: 'queued' | 'direct';
  /**
   * One call for everything that waits in a line, which `context.line` reads; for subscribers with an
   * order. A call that fails is an attempt at the first of the line alone. @defaultValue false
   */
  readonly coalesce?: boolean;
  /**
   * When the last attempt failed, the line waits for a person (`parked`) and does not go on without
   * it (`dead`). @defaultValue false
   */
  readonly park?: boolean;
  /** Facts that its own handler caused, without anything in between, are skipped. @defaultValue false */
  readonly ignoreOwn?: boolean;
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
