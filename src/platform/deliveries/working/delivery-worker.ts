import { setTimeout as pause } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { Worker, type QueueOptions } from 'bullmq';
import type { DeliveryJob } from '../interfaces/delivery-job.interface.js';

/** Milliseconds; what a killed process ran starts again within about the sum. */
const LOCK_DURATION = 5_000;
const STALLED_INTERVAL = 2_500;

/** Stalls after which BullMQ fails a job by itself; the PostgreSQL backend wants a 32-bit number. */
const NEVER_GIVE_UP = 1_000_000_000;

/** Milliseconds until a failed fetch is tried again; BullMQ's own fifteen seconds outlast an outage. */
const RETRY = 1_000;

/** Milliseconds that closing may take beyond the running jobs' time. */
const CLOSING = 6_000;

/** Runs one delivery for the queue; `stalled` when the queue started it before and lost sight of it. */
export type RunDelivery = (job: DeliveryJob, subscriber: string, stalled: boolean) => Promise<void>;

/** BullMQ's worker in the times of this module. It never gives a job up: that is for us to decide. */
export class DeliveryWorker extends Worker<DeliveryJob> {
  /** When it last started or ended a job. */
  lastActive = Date.now();
  private active = 0;
  private readonly logger = new Logger('Deliveries');
  private complained = '';

  constructor(name: string, shared: QueueOptions, concurrency: number, run: RunDelivery) {
    super(
      name,
      async (job) => {
        this.active += 1;
        this.lastActive = Date.now();
        try {
          await run(job.data, job.name, job.stalledCounter > 0);
        } finally {
          this.active -= 1;
          this.lastActive = Date.now();
        }
      },
      {
        ...shared,
        concurrency,
        lockDuration: LOCK_DURATION,
        stalledInterval: STALLED_INTERVAL,
        maxStalledCount: NEVER_GIVE_UP,
        runRetryDelay: RETRY,
      },
    );
    // Lost connections and locks: the lease and the row lock see to what they leave behind.
    this.on('error', (error) => this.complain(error));
  }

  private complain({ message }: Error): void {
    if (this.complained !== message) this.logger.warn(`${this.name}: ${message}`);
    this.complained = message;
  }

  get busy(): number {
    return this.active;
  }

  /** BullMQ's own may wait for ever on a connection that its server lost. */
  override async close(force?: boolean): Promise<void> {
    const patience = new AbortController();
    const tooLate = pause(CLOSING, undefined, { signal: patience.signal, ref: false });
    try {
      await Promise.race([super.close(force), tooLate.catch(() => undefined)]);
    } finally {
      patience.abort();
    }
  }
}
