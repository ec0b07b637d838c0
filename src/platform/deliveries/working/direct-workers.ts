import { setTimeout as pause } from 'node:timers/promises';
import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { Doorbell, PUB_SUB, type PubSub } from '../../outbox/index.js';
import { CONCURRENCY, TIMES } from '../deliveries.constants.js';
import { DELIVERIES_OPTIONS } from '../deliveries.module-definition.js';
import { DeliverySubscribers } from '../delivery-subscribers.js';
import { DirectClaims } from '../dispatching/direct-claims.js';
import type { DeliveriesModuleOptions } from '../interfaces/deliveries-module-options.interface.js';
import type { DeliverySubscriber } from '../interfaces/delivery-subscriber.interface.js';
import type { ClaimedRow } from '../sql/dispatch.sql.js';
import { DeliveryRunner } from './delivery-runner.js';
import { HandlerPool, type Neighbour } from './handler-pool.js';

/** Milliseconds to the next look after a ring; the following ones take twice as long each. */
const SOON = 20;

/**
 * Runs the deliveries of direct subscribers: claims them in the database, as many as there are free
 * hands, and hands them to nobody else. @internal
 */
@Injectable()
export class DirectWorkers implements Neighbour, OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('Deliveries');
  private readonly ending = new AbortController();
  private readonly running = new Map<string, number>();
  private readonly work = new Set<Promise<void>>();
  private suspects = 0;
  private paused = false;
  private nap = TIMES.poll as number;
  private sleeping?: AbortController;
  private failing = false;
  private loop?: Promise<void>;
  private unsubscribe: (() => void)[] = [];

  constructor(
    @Inject(DELIVERIES_OPTIONS) private readonly options: DeliveriesModuleOptions,
    @Inject(PUB_SUB) private readonly pubSub: PubSub,
    private readonly subscribers: DeliverySubscribers,
    private readonly claims: DirectClaims,
    private readonly runner: DeliveryRunner,
    private readonly pool: HandlerPool,
    private readonly doorbell: Doorbell,
  ) {}

  onApplicationBootstrap(): void {
    if (this.options.workers === false || this.subscribers.inMode('direct').length === 0) return;
    this.pool.join(this);
    // What the relay announces has been expanded, in whichever process.
    const wake = (): void => this.wake();
    this.unsubscribe = [this.doorbell.onDeliveries(wake), this.pubSub.onAnnouncement(wake)];
    this.loop = this.run();
  }

  async onModuleDestroy(): Promise<void> {
    for (const stop of this.unsubscribe) stop();
    this.ending.abort();
    this.sleeping?.abort();
    await this.loop;
    await this.pool.end(Promise.all(this.work));
  }

  get busy(): number {
    return this.work.size - this.suspects;
  }

  async pause(): Promise<void> {
    this.paused = true;
    await Promise.resolve();
  }

  async resume(): Promise<void> {
    this.paused = false;
    this.wake();
    await Promise.resolve();
  }

  private wake(): void {
    this.nap = SOON;
    this.sleeping?.abort();
  }

  private async run(): Promise<void> {
    while (!this.ending.signal.aborted) {
      try {
        const began = this.paused ? 0 : await this.turn();
        this.failing = false;
        if (began > 0) this.nap = SOON;
        else await this.sleep();
      } catch (error) {
        if (!this.failing) this.logger.warn(`direct deliveries: ${String(error)}; trying again`);
        this.failing = true;
        this.nap = TIMES.poll;
        await this.sleep();
      }
    }
  }

  /** @returns how many it began */
  private async turn(): Promise<number> {
    for (const row of await this.claims.lost()) this.begin(row, true);
    let began = 0;
    for (const subscriber of this.subscribers.inMode('direct')) {
      const { name, concurrency = CONCURRENCY } = subscriber;
      began += await this.fill(subscriber, concurrency - (this.running.get(name) ?? 0));
    }
    return began;
  }

  /** Claims only what a free hand and a free connection begin at once: a lease is short. */
  private async fill(subscriber: DeliverySubscriber, hands: number): Promise<number> {
    const room = this.pool.gate.enter(hands);
    let begun = 0;
    try {
      if (room <= 0) return 0;
      for (const row of await this.claims.claim(subscriber, room)) {
        begun += 1;
        this.begin(row, false);
      }
      return begun;
    } finally {
      for (let unused = begun; unused < room; unused += 1) this.pool.gate.leave();
    }
  }

  /** @param lost whether somebody began it before and left no word of its end */
  private begin(row: ClaimedRow, lost: boolean): void {
    const { subscriber } = row;
    const isSuspect = row.crashes > 0 && !lost;
    if (isSuspect) {
      this.suspects += 1;
      // It waits for its neighbours, who may need the place.
      this.pool.gate.leave();
    }
    this.running.set(subscriber, (this.running.get(subscriber) ?? 0) + 1);
    const run = (): Promise<void> => this.handle(row, lost);
    const guarded = isSuspect
      ? this.pool.alone(() => this.pool.gate.pass(run))
      : run().finally(() => {
          if (!lost) this.pool.gate.leave();
        });
    const ended = guarded
      .catch((error: unknown) => {
        this.logger.warn(`delivery ${row.id} to ${subscriber}: ${String(error)}; again later`);
      })
      .finally(() => {
        if (isSuspect) this.suspects -= 1;
        this.running.set(subscriber, this.running.get(subscriber)! - 1);
        this.work.delete(ended);
        this.wake();
      });
    this.work.add(ended);
  }

  private async handle(row: ClaimedRow, lost: boolean): Promise<void> {
    const { id, attempts: attempt, correlation_id: correlationId, subscriber } = row;
    const job = { id, attempt, ...(correlationId !== null && { correlationId }) };
    await this.runner.run(job, subscriber, lost, this.pool.stop);
  }

  private async sleep(): Promise<void> {
    if (this.ending.signal.aborted) return;
    const nap = this.nap;
    this.nap = Math.min(TIMES.poll, nap * 2);
    this.sleeping = new AbortController();
    await pause(nap, undefined, { signal: this.sleeping.signal }).catch(() => undefined);
    this.sleeping = undefined;
  }
}
