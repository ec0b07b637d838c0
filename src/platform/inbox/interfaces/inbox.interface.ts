import type { Delivery, DeliveryBackoff, DeliveryContext } from '../../deliveries/index.js';
import type { AnyEvent } from '../../events/index.js';

/** How an inbox is served. @publicApi */
export interface InboxOptions {
  /** One event of each aggregate at a time, in order, also across retries. @defaultValue no order */
  readonly ordered?: 'aggregate';
  /** Events at a time in each process. @defaultValue 5 */
  readonly concurrency?: number;
  /** Attempts before a delivery is dead. @defaultValue 10 */
  readonly maxAttempts?: number;
  /** @defaultValue from one second, three times longer each time, at most an hour; with jitter */
  readonly backoff?: DeliveryBackoff;
  /** Milliseconds that a method may take, below a minute. @defaultValue 30000 */
  readonly timeout?: number;
  /** Whether events that are replayed go to this inbox too. @defaultValue false: nobody is told twice */
  readonly replayable?: boolean;
}

/** What a method of an inbox has at hand. @publicApi */
export interface InboxContext extends DeliveryContext {
  readonly delivery: Delivery;
}

/** What a class with `@Inbox` may have beside its methods. @publicApi */
export interface InboxHooks {
  /** Asked before each event; `false` skips it. */
  shouldProcess?(event: AnyEvent, context: InboxContext): boolean | Promise<boolean>;
  /** Why nothing can be delivered now (no server configured, say): deliveries are skipped with it. */
  unavailable?(): string | undefined;
}

/** A method of an inbox. */
export type InboxMethod = (event: never, context: InboxContext) => Promise<void>;
