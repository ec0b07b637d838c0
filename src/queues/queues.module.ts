import { BullModule } from '@nestjs/bullmq';
import { Module, type DynamicModule } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import type { QueueOptions } from 'bullmq';
import type pg from 'pg';
import { CorrelatedFlowProducer, correlationTelemetry } from '../platform/correlation/index.js';
import { DurableWorker } from './durable-worker.js';
import { JobSchedules } from './job-schedules.js';
import { JobsCorrelationSource } from './jobs-correlation-source.js';
import { chooseBackendByConnection } from './queue-backend.js';
import { createQueuePool } from './queue-pool.js';
import type { QueuesOptions } from './queues-options.interface.js';
import { QUEUE_POOL, QUEUES_OPTIONS } from './queues.constants.js';
import { QueuesLifecycle } from './queues.lifecycle.js';

/**
 * BullMQ for every module, on Redis or on PostgreSQL by one option.
 *
 * A module registers its queues with `BullModule.registerQueue` and its processors with `@Processor`
 * as always; whether this process runs them is decided here.
 */
@Module({})
export class QueuesModule {
  static forRoot(options: QueuesOptions): DynamicModule {
    chooseBackendByConnection();
    BullModule.workerClass = DurableWorker;
    BullModule.flowProducerClass = CorrelatedFlowProducer;
    const pool = options.redisUrl
      ? undefined
      : createQueuePool(options.directUrl ?? options.databaseUrl);
    const bull = BullModule.forRoot({
      connection: connectionOf(options, pool),
      ...(options.redisUrl && { prefix: options.redisPrefix }),
      telemetry: correlationTelemetry({
        namespace: deployment(options.databaseUrl),
        ...(options.telemetry && { inner: options.telemetry }),
      }),
      extraOptions: { manualRegistration: true },
    });
    return {
      module: QueuesModule,
      global: true,
      // The registrar of processors comes with the first queue: this list of none brings it.
      imports: [bull, BullModule.registerQueue(), DiscoveryModule],
      providers: [
        { provide: QUEUES_OPTIONS, useValue: options },
        { provide: QUEUE_POOL, useValue: pool },
        JobSchedules,
        JobsCorrelationSource,
        QueuesLifecycle,
      ],
      exports: [JobSchedules],
    };
  }
}

function connectionOf(options: QueuesOptions, pool: pg.Pool | undefined) {
  return (pool ?? { url: options.redisUrl }) as unknown as QueueOptions['connection'];
}

/** Names the deployment by its database, without the user and password. */
function deployment(databaseUrl: string): string {
  const { host, pathname } = new URL(databaseUrl);
  return `${host}${pathname}`;
}
