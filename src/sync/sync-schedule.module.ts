import { BullModule, InjectQueue } from '@nestjs/bullmq';
import { Inject, Module, type DynamicModule, type OnModuleInit } from '@nestjs/common';
import { Queue } from 'bullmq';
import type { Env } from '../config/env.js';
import { JobSchedules } from '../queues/job-schedules.js';
import { COMMUNICATE, SYNC_QUEUE } from './sync.constants.js';
import { SyncProcessor } from './sync.processor.js';

const SECONDS = Symbol('SYNC_SECONDS');

/** Exchanges with the peers on a schedule: written by a scheduler, done by a worker. */
@Module({})
export class SyncScheduleModule implements OnModuleInit {
  static forRoot(env: Env): DynamicModule {
    if (env.syncPeer === undefined) return { module: NoSyncScheduleModule };
    return {
      module: SyncScheduleModule,
      imports: [BullModule.registerQueue({ name: SYNC_QUEUE })],
      providers: [SyncProcessor, { provide: SECONDS, useValue: env.syncInterval }],
    };
  }

  constructor(
    private readonly schedules: JobSchedules,
    @InjectQueue(SYNC_QUEUE) private readonly queue: Queue,
    @Inject(SECONDS) private readonly seconds: number,
  ) {}

  onModuleInit(): void {
    this.schedules.add({
      queue: this.queue,
      id: COMMUNICATE,
      repeat: { every: this.seconds * 1_000 },
      jobName: COMMUNICATE,
      options: { removeOnComplete: { count: 24 }, removeOnFail: { count: 100 } },
    });
  }
}

/** A deployment without peers has nobody to talk to. */
@Module({})
class NoSyncScheduleModule {}
