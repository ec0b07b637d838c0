import 'reflect-metadata';
import type { AddressInfo } from 'node:net';
import type { Server } from 'node:http';
import { type DynamicModule, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { TypeOrmModule } from '@nestjs/typeorm';
import { FeedModule, type FeedModuleOptions, FeedService } from '../../src/platform/feed/index.js';
import {
  Doorbell,
  OutboxModule,
  type OutboxModuleOptions,
} from '../../src/platform/outbox/index.js';
import { insertOutbox, type OutboxRow, withClient } from './outbox-rows.js';

export interface FeedHostOptions {
  databaseUrl: string;
  feed?: FeedModuleOptions;
  outbox?: OutboxModuleOptions;
  port?: number;
}

/** An application of nothing but outbox and feed, as another project would install them. */
export interface FeedHost {
  readonly app: NestExpressApplication;
  readonly url: string;
  readonly feed: FeedService;
  /** Commits outbox rows and rings, as the application does. */
  write(...rows: OutboxRow[]): Promise<void>;
  close(): Promise<void>;
}

@Module({})
class FeedHostModule {
  static with(options: FeedHostOptions): DynamicModule {
    return {
      module: FeedHostModule,
      imports: [
        TypeOrmModule.forRoot({ type: 'postgres', url: options.databaseUrl, poolSize: 8 }),
        OutboxModule.forRoot(options.outbox ?? {}),
        FeedModule.forRoot(options.feed ?? {}),
      ],
    };
  }
}

export async function startFeedHost(options: FeedHostOptions): Promise<FeedHost> {
  const app = await NestFactory.create<NestExpressApplication>(FeedHostModule.with(options), {
    logger: ['error'],
  });
  await app.init();
  const server: Server = app.getHttpServer();
  await new Promise<void>((resolve) => {
    server.listen({ port: options.port ?? 0, host: '127.0.0.1', backlog: 4_096 }, resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    app,
    url: `http://127.0.0.1:${port}`,
    feed: app.get(FeedService),
    write: async (...rows) => {
      await withClient(options.databaseUrl, (client) => insertOutbox(client, rows));
      app.get(Doorbell).ring();
    },
    close: () => app.close(),
  };
}
