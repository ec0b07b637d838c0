import { setTimeout as pause } from 'node:timers/promises';
import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { DataSource } from 'typeorm';
import { deliveryQueueName, QUARANTINE_QUEUE } from '../deliveries.constants.js';
import { DeliveryInterruptedError } from '../deliveries.errors.js';
import { DELIVERIES_OPTIONS } from '../deliveries.module-definition.js';
import { DeliverySubscribers } from '../delivery-subscribers.js';
import { DeliveryQueues } from '../dispatching/delivery-queues.js';
import type { DeliveriesModuleOptions } from '../interfaces/deliveries-module-options.interface.js';
import { OLDEST_QUEUED } from '../sql/dispatch.sql.js';
import { statement } from '../with-client.js';
import { ConnectionGate } from './connection-gate.js';
import { DeliveryRunner } from './delivery-runner.js';
import { DeliveryWorker, type RunDelivery } from './delivery-worker.js';

const CONCURRENCY = 5;
const CONNECTIONS = 20;

/** Milliseconds that handlers get to end by themselves when the process stops, and then to notice. */
const GRACE = 5_000;
const NOTICE = 2_000;

/** Milliseconds that a suspect waits for its neighbours to end before it runs all the same. */
const ALONE = 10_000;
const LOOK = 10;

/** Milliseconds between two looks for workers that stopped working, and without work for one to be so. */
const WATCH = 10_000;
const STUCK = 30_000;

/** The workers of this process: one for each subscriber, and one for suspects. @internal */
@Injectable()
export class DeliveryWorkers implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly workers = new Map<string, DeliveryWorker>();
  private readonly stopping = new AbortController();
  private readonly gate: ConnectionGate;
  private readonly logger = new Logger('Deliveries');
  private quarantine?: DeliveryWorker;
  private watching?: NodeJS.Timeout;

  constructor(
    @Inject(DELIVERIES_OPTIONS) private readonly options: DeliveriesModuleOptions,
    private readonly subscribers: DeliverySubscribers,
    private readonly queues: DeliveryQueues,
    private readonly runner: DeliveryRunner,
    private readonly dataSource: DataSource,
  ) {
    this.gate = new ConnectionGate(options.connections ?? CONNECTIONS);
  }

  onApplicationBootstrap(): void {
    if (this.options.workers === false) return;
    for (const { name, concurrency = CONCURRENCY } of this.subscribers.all()) {
      this.workers.set(name, this.open(deliveryQueueName(name), concurrency, this.run));
    }
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
    const closed = Promise.all(all.map((worker) => worker.close())).then(() => true);
    const inTime = await Promise.race([closed, patience(GRACE)]);
    if (inTime) return;
    this.stopping.abort(new DeliveryInterruptedError());
    await Promise.race([closed, patience(NOTICE)]);
  }

  /**
   * Puts another worker in the place of one that sits idle beside a full queue: a connection that an
   * outage left dead looks alive to the client.
   */
  private async watch(): Promise<void> {
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
    this.gate.pass(() => this.runner.run(job, name, stalled, this.stopping.signal));

  /** With nothing beside it, so that if the process dies there is no doubt whose fault it is. */
  private readonly runAlone: RunDelivery = async (job, name, stalled) => {
    const neighbours = [...this.workers.values()];
    await Promise.all(neighbours.map((worker) => worker.pause(true)));
    try {
      const deadline = Date.now() + ALONE;
      while (neighbours.some(({ busy }) => busy > 0) && Date.now() < deadline) {
        await pause(LOOK);
      }
      await this.run(job, name, stalled);
    } finally {
      if (!this.stopping.signal.aborted) {
        await Promise.all(neighbours.map(async (worker) => worker.resume()));
      }
    }
  };

  private open(queue: string, concurrency: number, run: RunDelivery): DeliveryWorker {
    return new DeliveryWorker(queue, this.queues.options, concurrency, run);
  }
}

async function patience(milliseconds: number): Promise<false> {
  await pause(milliseconds, undefined, { ref: false });
  return false;
}
