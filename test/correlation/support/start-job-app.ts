import {
  BullModule,
  InjectQueue,
  getFlowProducerToken,
  getQueueToken,
  Processor,
  WorkerHost,
} from '@nestjs/bullmq';
import { Module, type INestApplicationContext, type OnModuleInit } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Queue, type FlowProducer, type Job, type Telemetry } from 'bullmq';
import { HealthRegistry } from '../../../src/http/health/health.registry.js';
import {
  CorrelationModule,
  currentContext,
  type CorrelationContext,
} from '../../../src/platform/correlation/index.js';
import { JobSchedules } from '../../../src/queues/job-schedules.js';
import { QueuesModule } from '../../../src/queues/queues.module.js';

/** One attempt at a job, as its handler saw it. */
export interface SeenJob {
  readonly id: string;
  readonly name: string;
  readonly attempt: number;
  readonly data: unknown;
  readonly context: CorrelationContext | undefined;
}

export const WORK = 'work';
export const MORE_WORK = 'more-work';

/** What the processors do with a job, by its name; else they only write down what they saw. */
export type Handlers = Record<string, (job: Job, queues: JobApp) => Promise<unknown>>;

export interface JobApp {
  readonly work: Queue;
  readonly moreWork: Queue;
  readonly flows: FlowProducer;
  readonly seen: SeenJob[];
  readonly context: INestApplicationContext;
  close(): Promise<void>;
}

export interface JobAppOptions {
  readonly databaseUrl: string;
  readonly redisUrl: string | undefined;
  readonly handlers?: Handlers;
  readonly runWorkers?: boolean;
  readonly telemetry?: Telemetry<unknown>;
  /** Registers the schedules of the app; given, the app also schedules. */
  readonly schedule?: (schedules: JobSchedules, work: Queue) => void;
}

/** An application with two queues and handlers that know nothing of correlations. */
export async function startJobApp(options: JobAppOptions): Promise<JobApp> {
  const seen: SeenJob[] = [];
  const app: { current?: JobApp } = {};
  const handle = async (job: Job): Promise<unknown> => {
    await Promise.resolve();
    seen.push({
      id: job.id!,
      name: job.name,
      attempt: job.attemptsMade + 1,
      data: job.data,
      context: currentContext(),
    });
    return options.handlers?.[job.name]?.(job, app.current!);
  };

  @Processor(WORK)
  class WorkProcessor extends WorkerHost {
    process(job: Job): Promise<unknown> {
      return handle(job);
    }
  }

  @Processor(MORE_WORK, { concurrency: 20 })
  class MoreWorkProcessor extends WorkerHost {
    process(job: Job): Promise<unknown> {
      return handle(job);
    }
  }

  @Module({
    imports: [
      CorrelationModule.forRoot({ mountMiddleware: false }),
      QueuesModule.forRoot({
        redisUrl: options.redisUrl,
        redisPrefix: '{test}',
        databaseUrl: options.databaseUrl,
        runWorkers: options.runWorkers ?? true,
        runSchedules: options.schedule !== undefined,
        ...(options.telemetry && { telemetry: options.telemetry }),
      }),
      BullModule.registerQueue({ name: WORK }, { name: MORE_WORK }),
      BullModule.registerFlowProducer({ name: 'flows' }),
    ],
    providers: [WorkProcessor, MoreWorkProcessor, HealthRegistry],
    exports: [HealthRegistry],
  })
  class JobModule implements OnModuleInit {
    constructor(
      private readonly schedules: JobSchedules,
      @InjectQueue(WORK) private readonly work: Queue,
    ) {}

    onModuleInit(): void {
      options.schedule?.(this.schedules, this.work);
    }
  }

  const context = await NestFactory.createApplicationContext(
    { module: JobModule, global: true },
    { logger: ['error'], abortOnError: false },
  );
  app.current = {
    work: context.get<Queue>(getQueueToken(WORK)),
    moreWork: context.get<Queue>(getQueueToken(MORE_WORK)),
    flows: context.get<FlowProducer>(getFlowProducerToken('flows')),
    seen,
    context,
    close: () => context.close(),
  };
  return app.current;
}
