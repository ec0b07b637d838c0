import { BullModule, InjectQueue } from '@nestjs/bullmq';
import { Module, type DynamicModule, type OnModuleInit } from '@nestjs/common';
import { Queue } from 'bullmq';
import { IssuesModule } from '../domain/issues/index.js';
import { JobSchedules } from '../queues/job-schedules.js';
import { ENDED_KEPT, HOURLY, MAINTENANCE_QUEUE } from './maintenance.constants.js';
import { MaintenanceProcessor } from './maintenance.processor.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** What the application does for itself on a schedule: written by a scheduler, done by a worker. */
@Module({
  imports: [BullModule.registerQueue({ name: MAINTENANCE_QUEUE }), IssuesModule],
  providers: [MaintenanceProcessor],
})
export class MaintenanceModule implements OnModuleInit {
  /**
   * @param keepDays days that read notifications and received webhooks are kept
   * @param github the module that received them
   */
  static forRoot(keepDays: number, github: DynamicModule): DynamicModule {
    return {
      module: MaintenanceModule,
      imports: [github],
      providers: [{ provide: ENDED_KEPT, useValue: keepDays * DAY }],
    };
  }

  constructor(
    private readonly schedules: JobSchedules,
    @InjectQueue(MAINTENANCE_QUEUE) private readonly queue: Queue,
  ) {}

  onModuleInit(): void {
    for (const chore of HOURLY) {
      this.schedules.add({
        queue: this.queue,
        id: chore,
        repeat: { every: HOUR },
        jobName: chore,
        options: { removeOnComplete: { count: 24 }, removeOnFail: { count: 100 } },
      });
    }
  }
}
