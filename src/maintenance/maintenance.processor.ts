import { Processor, WorkerHost } from '@nestjs/bullmq';
import type { Job } from 'bullmq';
import { OutboxService } from '../platform/outbox/index.js';
import { FEED_WINDOW, MAINTENANCE_QUEUE, TRIM_FEED } from './maintenance.constants.js';

/** Does the application's own chores, one at a time. */
@Processor(MAINTENANCE_QUEUE)
export class MaintenanceProcessor extends WorkerHost {
  constructor(private readonly outbox: OutboxService) {
    super();
  }

  async process(job: Job): Promise<{ deleted: number }> {
    if (job.name !== TRIM_FEED) {
      throw new Error(`"${job.name}" is no maintenance job of this build`);
    }
    return { deleted: await this.outbox.trim(FEED_WINDOW) };
  }
}
