import { Module, type INestApplicationContext, type ModuleMetadata } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { HealthRegistry } from '../../../src/http/health/health.registry.js';
import { CorrelationModule } from '../../../src/platform/correlation/index.js';
import {
  DeliveriesModule,
  DeliverySubscribers,
  type DeliveriesModuleOptions,
  type DeliverySubscriber,
} from '../../../src/platform/deliveries/index.js';
import { Doorbell, OutboxModule } from '../../../src/platform/outbox/index.js';
import { QueuesModule } from '../../../src/queues/queues.module.js';

export interface DeliveryAppOptions {
  readonly databaseUrl: string;
  readonly redisUrl: string | undefined;
  readonly subscribers?: readonly DeliverySubscriber[];
  readonly deliveries?: DeliveriesModuleOptions;
  readonly logger?: false;
  /** More modules and providers: inboxes and their events. */
  readonly more?: Pick<ModuleMetadata, 'imports' | 'providers'>;
}

/** An application of nothing but outbox and deliveries, as another project would install them. */
export interface DeliveryApp {
  readonly context: INestApplicationContext;
  readonly dataSource: DataSource;
  ring(): void;
  close(): Promise<void>;
}

@Module({ providers: [HealthRegistry], exports: [HealthRegistry] })
class HealthModule {}

export async function startDeliveryApp(options: DeliveryAppOptions): Promise<DeliveryApp> {
  @Module({
    imports: [
      CorrelationModule.forRoot({ mountMiddleware: false }),
      TypeOrmModule.forRoot({ type: 'postgres', url: options.databaseUrl, poolSize: 40 }),
      QueuesModule.forRoot({
        redisUrl: options.redisUrl,
        redisPrefix: '{test}',
        databaseUrl: options.databaseUrl,
        runWorkers: false,
        runSchedules: false,
      }),
      OutboxModule.forRoot({ ...(options.redisUrl && { redis: options.redisUrl }) }),
      DeliveriesModule.forRoot(options.deliveries ?? {}),
      ...(options.more?.imports ?? []),
    ],
    providers: [...(options.more?.providers ?? [])],
  })
  class DeliveryModule {
    constructor(registry: DeliverySubscribers) {
      for (const subscriber of options.subscribers ?? []) registry.register(subscriber);
    }
  }

  const context = await NestFactory.createApplicationContext(
    { module: DeliveryModule, imports: [{ module: HealthModule, global: true }] },
    { logger: options.logger ?? ['error'], abortOnError: false },
  );
  return {
    context,
    dataSource: context.get(DataSource),
    ring: () => context.get(Doorbell).ring(),
    close: () => context.close(),
  };
}
