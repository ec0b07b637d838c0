/** Queue of one subscriber's deliveries. @publicApi */
export function deliveryQueueName(subscriber: string): string {
  return `backstory.deliveries.${subscriber}`;
}

/** Queue of what is suspected of having killed its process; one at a time, with nothing beside it. */
export const QUARANTINE_QUEUE = 'backstory.deliveries-quarantine';

/** Most deliveries of one subscriber that wait in its queue; the rest waits in the database. */
export const QUEUE_WINDOW = 1_000;

/** Most deliveries handed to one queue at once. */
export const BATCH = 200;

/** Handlers of one subscriber at a time in each process. */
export const CONCURRENCY = 5;

/** Looks for leases that ran out, in the time of one. */
export const LOOKS = 3;

/** Milliseconds. */
export const TIMES = {
  /** Between two looks when nobody rings. */
  poll: 1_000,
  /** Between two looks while a queue has all that it may hold. */
  crowded: 50,
  /** A delivery that sits in its queue for longer is handed over again: the queue may have lost it. */
  lease: 15_000,
  /** Between two looks for what dead processes left behind without a queue. */
  look: 2_000,
  /** For an answer of the queue's server. */
  queue: 5_000,
} as const;

/** Deaths of its process after which a delivery is dead: one by accident, the others alone. */
export const MOST_CRASHES = 3;
