import { Module } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { pgConfig } from './connection/pg-config.util.js';
import { Doorbell } from './doorbell.js';
import type { OutboxModuleOptions } from './interfaces/outbox-module-options.interface.js';
import type { PubSub } from './interfaces/pub-sub.interface.js';
import { PUB_SUB } from './outbox.constants.js';
import { ConfigurableModuleClass, OUTBOX_MODULE_OPTIONS } from './outbox.module-definition.js';
import { OutboxService } from './outbox.service.js';
import { PostgresPubSub } from './pub-sub/postgres.pub-sub.js';
import { RedisPubSub } from './pub-sub/redis.pub-sub.js';
import { RelayRunner } from './relay.runner.js';

/**
 * The road from a committed fact to whoever reacts to it.
 *
 * @example
 * ```ts
 * OutboxModule.forRoot({ redis: 'redis://localhost:6379', relay: true })
 * ```
 * @publicApi
 */
@Module({
  providers: [
    {
      provide: PUB_SUB,
      inject: [OUTBOX_MODULE_OPTIONS, DataSource],
      useFactory: (options: OutboxModuleOptions, dataSource: DataSource): PubSub => {
        if (options.pubSub) return options.pubSub;
        if (options.redis) return new RedisPubSub(options.redis);
        return new PostgresPubSub(pgConfig(options.connection, dataSource));
      },
    },
    Doorbell,
    OutboxService,
    RelayRunner,
  ],
  exports: [PUB_SUB, Doorbell, OutboxService],
})
export class OutboxModule extends ConfigurableModuleClass {}
