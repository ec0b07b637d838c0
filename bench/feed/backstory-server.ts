import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { TypeOrmModule } from '@nestjs/typeorm';
import { FeedModule, FeedService } from '../../src/platform/feed/index.js';
import { OutboxModule } from '../../src/platform/outbox/index.js';
import type { Subject } from './subject.js';

const MANY = 1_000_000;

/** Relay, hub, filter and policy, all in the measured process. */
@Module({
  imports: [
    TypeOrmModule.forRoot({ type: 'postgres', url: process.env.DATABASE_URL, poolSize: 5 }),
    OutboxModule.forRoot({ redis: process.env.REDIS_URL }),
    FeedModule.forRoot({
      maxConnections: MANY,
      maxPerPrincipal: MANY,
      maxPerAddress: MANY,
      access: {
        viewer: () => ({ principal: 'bench', visibility: 'member' }),
        canRead: (_viewer, item) => item.itemType !== 'Salary',
      },
    }),
  ],
})
class BackstoryBench {}

export async function startBackstory(): Promise<Subject> {
  const app = await NestFactory.create<NestExpressApplication>(BackstoryBench, {
    logger: ['error', 'warn'],
  });
  await app.init();
  const feed = app.get(FeedService);
  return { server: app.getHttpServer(), open: () => feed.subscribers };
}
