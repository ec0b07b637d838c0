import { setTimeout as pause } from 'node:timers/promises';
import { BullModule } from '@nestjs/bullmq';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CorrelationModule, correlationTelemetry } from '../../src/platform/correlation/index.js';
import {
  DeliveriesModule,
  DeliverySubscribers,
  type DeliverySubscriber,
} from '../../src/platform/deliveries/index.js';
import { Doorbell, OutboxModule } from '../../src/platform/outbox/index.js';
import { chooseBackendByConnection } from '../../src/queues/queue-backend.js';
import { createQueuePool } from '../../src/queues/queue-pool.js';
import { createDatabase, execute } from './create-database.js';
import { CONCURRENCY, Countdown, type Subject } from './subject.interface.js';

const COMMIT = `
INSERT INTO backstory.outbox (kind, ref_id, item_type, item_id, event, correlation_id)
SELECT 'event', n, 'Bench', n::text, 'done', 'c-' || n FROM generate_series($1::int, $2::int) AS n`;

/** Everything from the outbox row on: relay, dispatcher, queue, handler, commit of its effect. */
export async function backstory(redisUrl: string | undefined): Promise<Subject> {
  const url = await createDatabase(redisUrl ? 'bench_inbox_redis' : 'bench_inbox_embedded');
  const countdown = new Countdown();
  const begun = new Map<string, number>();
  const subscriber: DeliverySubscriber = {
    name: 'bench',
    concurrency: CONCURRENCY,
    routes: () => [{ kind: 'event', itemType: 'Bench', event: '*' }],
    async handle({ refId }, { manager }) {
      begun.set(refId, performance.now());
      await manager.query('INSERT INTO public.bench_effects (ref_id) VALUES ($1)', [refId]);
      countdown.tick();
    },
  };
  chooseBackendByConnection();
  const pool = redisUrl ? undefined : createQueuePool(url);

  @Module({
    imports: [
      CorrelationModule.forRoot({ mountMiddleware: false }),
      TypeOrmModule.forRoot({ type: 'postgres', url, poolSize: CONCURRENCY + 10 }),
      BullModule.forRoot({
        connection: (pool as never) ?? { url: redisUrl! },
        telemetry: correlationTelemetry(),
        ...(redisUrl && { prefix: '{bench}' }),
      }),
      OutboxModule.forRoot(redisUrl ? { redis: redisUrl } : {}),
      DeliveriesModule.forRoot({ connections: CONCURRENCY }),
    ],
  })
  class BenchModule {
    constructor(subscribers: DeliverySubscribers) {
      subscribers.register(subscriber);
    }
  }

  const app = await NestFactory.createApplicationContext(BenchModule, { logger: ['error'] });
  const ring = (): void => app.get(Doorbell).ring();
  return {
    name: `Backstory, ${redisUrl ? 'redis' : 'embedded'}`,
    async work(first, count) {
      const done = countdown.of(count);
      const start = performance.now();
      await execute(url, COMMIT, [first, first + count - 1]);
      ring();
      await done;
      await settled(url);
      return (performance.now() - start) / 1_000;
    },
    async latency(first, count) {
      const took: number[] = [];
      for (let n = first; n < first + count; n += 1) {
        const done = countdown.of(1);
        await execute(url, COMMIT, [n, n]);
        const committed = performance.now();
        ring();
        await done;
        took.push(begun.get(String(n))! - committed);
        await pause(40);
      }
      return took;
    },
    async close() {
      await app.close();
      await pool?.end();
    },
  };
}

/** The last handlers have begun their commit, not ended it. */
async function settled(url: string): Promise<void> {
  for (;;) {
    const rows = await execute(
      url,
      `SELECT 1 FROM backstory.deliveries WHERE state IN ('pending', 'queued') LIMIT 1`,
    );
    if (rows.length === 0) return;
    await pause(5);
  }
}
