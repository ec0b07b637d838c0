import type { EntityManager } from 'typeorm';
import type { Delivery } from './delivery.interface.js';

/** What one call is about. @publicApi */
export interface DeliveryLine {
  readonly count: number;
  readonly last: Delivery;
  /** All of them, the first included, oldest first and never more than a page in memory. */
  pages(size?: number): AsyncIterable<readonly Delivery[]>;
}

/** What a handler has at hand. @publicApi */
export interface DeliveryContext {
  /**
   * The transaction that also marks the delivery done: what is written through it happens exactly
   * once. Of no use any more when the handler has returned.
   */
  readonly manager: EntityManager;
  /** Aborted when the handler has used up its time, or the process stops. */
  readonly signal: AbortSignal;
  /** A UUID, the same for every attempt: give it to whoever can tell a repetition by it. */
  readonly idempotencyKey: string;
  /** The delivery itself; where the subscriber coalesces, with all that waits behind it. */
  readonly line: DeliveryLine;
  /** From 1. */
  readonly attempt: number;
  /** Whether the fact was delivered before and is so again on purpose. */
  readonly replay: boolean;
  /** Adds to what the attempt log keeps of this attempt. */
  readonly note: (detail: Readonly<Record<string, unknown>>) => void;
  /**
   * Makes one delivery of the same fact for each target, each with its own attempts and idempotency
   * key; this one is done then. A target that has one already gets no other.
   */
  readonly fanOut: (targets: readonly string[]) => Promise<void>;
}
