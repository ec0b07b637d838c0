import { Worker, type Processor, type WorkerOptions } from 'bullmq';

/** Milliseconds; a killed worker's jobs start again within about the sum, BullMQ's own takes a minute. */
const LOCK_DURATION = 5_000;
const STALLED_INTERVAL = 2_500;

/** BullMQ's worker with the times of this application where a processor gives none. */
export class DurableWorker extends Worker {
  constructor(name: string, processor: string | URL | Processor | null, options: WorkerOptions) {
    const times = { lockDuration: LOCK_DURATION, stalledInterval: STALLED_INTERVAL };
    super(name, processor, { ...times, ...options });
  }
}
