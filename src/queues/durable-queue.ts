import { Queue, type QueueOptions } from 'bullmq';
import { logOutages } from './log-outages.js';

/** BullMQ's queue, whose troubles go to the log. */
export class DurableQueue extends Queue {
  constructor(name: string, options: QueueOptions) {
    super(name, options);
    logOutages(this, name);
  }
}
