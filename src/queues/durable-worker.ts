import { setTimeout as delay } from 'node:timers/promises';
import { RedisQueueBackend, Worker, type Processor, type WorkerOptions } from 'bullmq';
import type { Redis } from 'ioredis';
import { logOutages } from './log-outages.js';

/** Milliseconds; a killed worker's jobs start again within about the sum, BullMQ's own takes a minute. */
const LOCK_DURATION = 5_000;
const STALLED_INTERVAL = 2_500;

/** Milliseconds that running jobs get to end; what does not is started again by another worker. */
const CLOSING = 6_000;

/** Milliseconds between two looks whether a client that is to end has lost its connection. */
const NUDGE = 50;

/** BullMQ's worker with the times of this application where a processor gives none. */
export class DurableWorker extends Worker {
  constructor(name: string, processor: string | URL | Processor | null, options: WorkerOptions) {
    const times = { lockDuration: LOCK_DURATION, stalledInterval: STALLED_INTERVAL };
    super(name, processor, { ...times, ...options });
    logOutages(this, name);
  }

  /** Waits for running jobs, and for a Redis that is away, no longer than it must. */
  override async close(force?: boolean): Promise<void> {
    const patience = new AbortController();
    const tooLate = delay(CLOSING, undefined, { signal: patience.signal, ref: false });
    try {
      await Promise.race([this.closeNow(force), tooLate.catch(() => undefined)]);
    } finally {
      patience.abort();
    }
  }

  /**
   * BullMQ disconnects and awaits the client's `end`. Between two attempts to connect ioredis only
   * forgets the next one and never says `end`, so it is made to attempt until it did.
   */
  private async closeNow(force?: boolean): Promise<void> {
    const { backend } = this;
    const blocking =
      backend instanceof RedisQueueBackend ? await backend.blockingConnection?.client : undefined;
    const nudge = setInterval(() => endOf(blocking as Redis | undefined), NUDGE);
    try {
      await super.close(force);
    } finally {
      clearInterval(nudge);
    }
  }
}

function endOf(client: Redis | undefined): void {
  if (client?.status === 'reconnecting') client.connect().catch(() => undefined);
  if (client?.status === 'ready') client.disconnect();
}
