import { Module, type INestApplicationContext, type Provider } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { HealthRegistry } from '../../../src/http/health/health.registry.js';
import { AuditModule } from '../../../src/platform/audit/index.js';
import { CaptureModule } from '../../../src/platform/capture/index.js';
import { CorrelationModule } from '../../../src/platform/correlation/index.js';
import {
  DeliveriesModule,
  DeliverySubscribers,
  type DeliveriesModuleOptions,
  type DeliverySubscriber,
} from '../../../src/platform/deliveries/index.js';
import { Doorbell, OutboxModule } from '../../../src/platform/outbox/index.js';
import { QueuesModule } from '../../../src/queues/queues.module.js';
import { CAPTURED } from './entities.js';

export interface CaptureAppOptions {
  readonly databaseUrl: string;
  readonly redisUrl?: string | undefined;
  readonly processors?: readonly Provider[];
  readonly subscribers?: readonly DeliverySubscriber[];
  readonly deliveries?: DeliveriesModuleOptions;
  readonly logger?: false;
}

/** An application of what change processors need, as another project would install it. */
export interface CaptureApp {
  readonly context: INestApplicationContext;
  readonly dataSource: DataSource;
  ring(): void;
  close(): Promise<void>;
}

@Module({ providers: [HealthRegistry], exports: [HealthRegistry] })
class HealthModule {}

export async function startCaptureApp(options: CaptureAppOptions): Promise<CaptureApp> {
  @Module({
    imports: [
      CorrelationModule.forRoot({ mountMiddleware: false }),
      TypeOrmModule.forRoot({
        type: 'postgres',
        url: options.databaseUrl,
        poolSize: 40,
        entities: [...CAPTURED],
        extra: { options: '-c timezone=UTC -c intervalstyle=postgres' },
      }),
      QueuesModule.forRoot({
        redisUrl: options.redisUrl,
        redisPrefix: '{test}',
        databaseUrl: options.databaseUrl,
        runWorkers: false,
        runSchedules: false,
      }),
      AuditModule.forRoot({}),
      OutboxModule.forRoot({ ...(options.redisUrl && { redis: options.redisUrl }) }),
      DeliveriesModule.forRoot(options.deliveries ?? {}),
      CaptureModule.forRoot({}),
    ],
    providers: [...(options.processors ?? [])],
  })
  class ApplicationModule {
    constructor(registry: DeliverySubscribers) {
      for (const subscriber of options.subscribers ?? []) registry.register(subscriber);
    }
  }

  const context = await NestFactory.createApplicationContext(
    { module: ApplicationModule, imports: [{ module: HealthModule, global: true }] },
    { logger: options.logger ?? ['error'], abortOnError: false },
  );
  return {
    context,
    dataSource: context.get(DataSource),
    ring: () => context.get(Doorbell).ring(),
    close: () => context.close(),
  };
}
