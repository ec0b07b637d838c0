import { setTimeout as delay } from 'node:timers/promises';
import { Worker, type Processor, type WorkerOptions } from 'bullmq';
import { logOutages } from './log-outages.js';

/** Milliseconds; a killed worker's jobs start again within about the sum, BullMQ's own takes a minute. */
const LOCK_DURATION = 5_000;
const STALLED_INTERVAL = 2_500;

/** Milliseconds that running jobs get to end; what does not is started again by another worker. */
const CLOSING = 6_000;

/** BullMQ's worker with the times of this application where a processor gives none. */
export class DurableWorker extends Worker {
  constructor(name: string, processor: string | URL | Processor | null, options: WorkerOptions) {
    const times = { lockDuration: LOCK_DURATION, stalledInterval: STALLED_INTERVAL };
    super(name, processor, { ...times, ...options });
    logOutages(this, name);
  }

  /** BullMQ's own waits for ever on a connection that Redis lost and has not given back. */
  override async close(force?: boolean): Promise<void> {
    const patience = new AbortController();
    const tooLate = delay(CLOSING, undefined, { signal: patience.signal, ref: false });
    try {
      await Promise.race([super.close(force), tooLate.catch(() => undefined)]);
    } finally {
      patience.abort();
    }
  }
}
