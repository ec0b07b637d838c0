import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CONCURRENCY, deliveryQueueName, QUARANTINE_QUEUE } from '../deliveries.constants.js';
import { DELIVERIES_OPTIONS } from '../deliveries.module-definition.js';
import { DeliverySubscribers } from '../delivery-subscribers.js';
import { DeliveryQueues } from '../dispatching/delivery-queues.js';
import type { DeliveriesModuleOptions } from '../interfaces/deliveries-module-options.interface.js';
import { OLDEST_QUEUED } from '../sql/dispatch.sql.js';
import { statement } from '../with-client.js';
import { DeliveryRunner } from './delivery-runner.js';
import { DeliveryWorker, type RunDelivery } from './delivery-worker.js';
import { HandlerPool, type Neighbour } from './handler-pool.js';

/** Milliseconds between two looks for workers that stopped working, and without work for one to be so. */
const WATCH = 10_000;
const STUCK = 30_000;

/** The workers of this process: one for each subscriber, and one for suspects. @publicApi */
@Injectable()
export class DeliveryWorkers implements Neighbour, OnApplicationBootstrap, OnModuleDestroy {
  private readonly workers = new Map<string, DeliveryWorker>();
  private readonly logger = new Logger('Deliveries');
  private quarantine?: DeliveryWorker;
  private watching?: NodeJS.Timeout;

  constructor(
    @Inject(DELIVERIES_OPTIONS) private readonly options: DeliveriesModuleOptions,
    private readonly subscribers: DeliverySubscribers,
    private readonly queues: DeliveryQueues,
    private readonly runner: DeliveryRunner,
    private readonly pool: HandlerPool,
    private readonly dataSource: DataSource,
  ) {}

  onApplicationBootstrap(): void {
    if (this.options.workers === false) return;
    for (const { name, concurrency = CONCURRENCY } of this.subscribers.inMode('queued')) {
      this.workers.set(name, this.open(deliveryQueueName(name), concurrency, this.run));
    }
    this.pool.join(this);
    this.quarantine = this.open(QUARANTINE_QUEUE, 1, this.runAlone);
    this.watching = setInterval(() => {
      // Without the database nothing can be said about anybody; the next look will.
      this.watch().catch(() => undefined);
    }, WATCH).unref();
  }

  /** Takes no more, lets what runs end, and interrupts what does not. */
  async onModuleDestroy(): Promise<void> {
    clearInterval(this.watching);
    const all = [...this.workers.values(), ...(this.quarantine ? [this.quarantine] : [])];
    await this.pool.end(Promise.all(all.map((worker) => worker.close())));
  }

  get busy(): number {
    return [...this.workers.values()].reduce((sum, { busy }) => sum + busy, 0);
  }

  async pause(): Promise<void> {
    await Promise.all([...this.workers.values()].map((worker) => worker.pause(true)));
  }

  async resume(): Promise<void> {
    await Promise.all([...this.workers.values()].map(async (worker) => worker.resume()));
  }

  /**
   * Puts another worker in the place of one that sits idle beside a full queue: a connection that an
   * outage left dead looks alive to the client.
   */
  async watch(): Promise<void> {
    const waiting = await statement<{ subscriber: string; since: Date }>(
      this.dataSource,
      OLDEST_QUEUED,
      [],
    );
    for (const { subscriber, since } of waiting) {
      const worker = this.workers.get(subscriber);
      const { concurrency = CONCURRENCY } = this.subscribers.find(subscriber) ?? {};
      const idle = worker?.busy === 0 && Date.now() - worker.lastActive > STUCK;
      if (!worker || !idle || Date.now() - since.getTime() < STUCK || worker.isPaused()) continue;
      this.logger.warn(`the worker of ${subscriber} does nothing beside a full queue; restarted`);
      worker.close(true).catch(() => undefined);
      this.workers.set(subscriber, this.open(deliveryQueueName(subscriber), concurrency, this.run));
    }
  }

  private readonly run: RunDelivery = (job, name, stalled) =>
    this.pool.gate.pass(() => this.runner.run(job, name, stalled, this.pool.stop));

  private readonly runAlone: RunDelivery = (job, name, stalled) =>
    this.pool.alone(() => this.run(job, name, stalled));

  private open(queue: string, concurrency: number, run: RunDelivery): DeliveryWorker {
    return new DeliveryWorker(queue, this.queues.options, concurrency, run);
  }
}
