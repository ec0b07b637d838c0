import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
  type OnModuleInit,
} from '@nestjs/common';
import { BullRegistrar } from '@nestjs/bullmq';
import { DiscoveryService } from '@nestjs/core';
import { Queue } from 'bullmq';
import type pg from 'pg';
import { HealthRegistry } from '../http/health/health.registry.js';
import { closeQueuePool } from './close-queue-pool.js';
import { JobSchedules } from './job-schedules.js';
import { logOutages } from './log-outages.js';
import type { QueuesOptions } from './queues-options.interface.js';
import { QUEUE_POOL, QUEUES_OPTIONS } from './queues.constants.js';
import { RedisCheck } from './redis.check.js';
import { ScheduleKeeper } from './schedule-keeper.js';

/** Starts what this process is to do with the queues, and closes what it opened. */
@Injectable()
export class QueuesLifecycle
  implements OnModuleInit, OnApplicationBootstrap, OnApplicationShutdown
{
  private readonly logger = new Logger('Queues');
  private redisCheck?: RedisCheck;
  private keeper?: ScheduleKeeper;

  constructor(
    @Inject(QUEUES_OPTIONS) private readonly options: QueuesOptions,
    @Inject(QUEUE_POOL) private readonly pool: pg.Pool | undefined,
    private readonly discovery: DiscoveryService,
    private readonly registrar: BullRegistrar,
    private readonly schedules: JobSchedules,
    private readonly health: HealthRegistry,
  ) {}

  /** Queues are connected by now: before anything waits for one, somebody listens to its troubles. */
  onModuleInit(): void {
    for (const { instance } of this.discovery.getProviders()) {
      if (instance instanceof Queue) logOutages(instance, instance.name);
    }
  }

  async onApplicationBootstrap(): Promise<void> {
    if (this.options.redisUrl) {
      this.redisCheck = new RedisCheck(this.options.redisUrl);
      this.health.register(this.redisCheck);
    }
    if (this.options.runWorkers) {
      this.registrar.register();
    }
    if (this.options.runSchedules) {
      await this.schedules.write();
      this.keeper = new ScheduleKeeper(this.schedules);
    }
    this.logger.log(`queues live in ${this.pool ? 'PostgreSQL' : 'Redis'}`);
  }

  async onApplicationShutdown(): Promise<void> {
    this.redisCheck?.close();
    await this.keeper?.close();
    if (this.pool) await closeQueuePool(this.pool);
  }
}
