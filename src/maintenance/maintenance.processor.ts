import { Processor, WorkerHost } from '@nestjs/bullmq';
import { Inject } from '@nestjs/common';
import type { Job } from 'bullmq';
import { GithubDeliveries, IssueIdleness } from '../domain/issues/index.js';
import { AppNotifications } from '../platform/channels/index.js';
import { Deliveries } from '../platform/deliveries/index.js';
import { EventSlots } from '../platform/events/index.js';
import { OutboxService } from '../platform/outbox/index.js';
import { RunStore } from '../platform/workflows/index.js';
import {
  DELIVERIES_KEPT,
  ENDED_KEPT,
  FEED_WINDOW,
  FIND_IDLE_ISSUES,
  MAINTENANCE_QUEUE,
  SKIPPED_RUNS_AGE,
  SWEEP_EVENT_SLOTS,
  TRIM_DELIVERIES,
  TRIM_FEED,
  TRIM_GITHUB_DELIVERIES,
  TRIM_NOTIFICATIONS,
  TRIM_WORKFLOW_RUNS,
} from './maintenance.constants.js';

/** Does the application's own chores, one at a time. */
@Processor(MAINTENANCE_QUEUE)
export class MaintenanceProcessor extends WorkerHost {
  constructor(
    private readonly outbox: OutboxService,
    private readonly slots: EventSlots,
    private readonly idleness: IssueIdleness,
    private readonly runs: RunStore,
    private readonly deliveries: Deliveries,
    private readonly notifications: AppNotifications,
    private readonly received: GithubDeliveries,
    @Inject(ENDED_KEPT) private readonly endedKept: number,
  ) {
    super();
  }

  async process(job: Job): Promise<{ deleted: number } | { recorded: number }> {
    switch (job.name) {
      case TRIM_FEED:
        return { deleted: await this.outbox.trim(FEED_WINDOW) };
      case SWEEP_EVENT_SLOTS:
        return { deleted: await this.slots.sweep() };
      case FIND_IDLE_ISSUES:
        return { recorded: await this.idleness.record() };
      case TRIM_WORKFLOW_RUNS:
        return { deleted: await this.runs.trim(SKIPPED_RUNS_AGE) };
      case TRIM_DELIVERIES:
        return { deleted: await this.deliveries.trim(DELIVERIES_KEPT) };
      case TRIM_NOTIFICATIONS:
        return { deleted: await this.notifications.trim(this.endedKept) };
      case TRIM_GITHUB_DELIVERIES:
        return { deleted: await this.received.trim(this.endedKept) };
      default:
        throw new Error(`"${job.name}" is no maintenance job of this build`);
    }
  }
}
