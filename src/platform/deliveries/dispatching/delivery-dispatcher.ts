import { Inject, Injectable } from '@nestjs/common';
import type { Queue } from 'bullmq';
import { DataSource } from 'typeorm';
import { runWithoutContext } from '../../correlation/index.js';
import { BATCH, QUEUE_WINDOW, TIMES } from '../deliveries.constants.js';
import { DELIVERIES_OPTIONS } from '../deliveries.module-definition.js';
import { DeliverySubscribers } from '../delivery-subscribers.js';
import type { DeliveriesModuleOptions } from '../interfaces/deliveries-module-options.interface.js';
import type { DeliveryJob } from '../interfaces/delivery-job.interface.js';
import {
  CLAIM_DUE,
  COUNT_QUEUED,
  GIVE_BACK,
  RENEW_LEASES,
  type ClaimedRow,
} from '../sql/dispatch.sql.js';
import { statement } from '../with-client.js';
import { claimHeads } from './claim-heads.js';
import { DeliveryQueues } from './delivery-queues.js';

/**
 * Hands due deliveries to the queues. Any number of processes may: a row is claimed by one.
 *
 * A claim commits before the queue hears of it. Dying in between leaves a lease that runs out, and a
 * queue that refuses gives its rows back at once.
 */
@Injectable()
export class DeliveryDispatcher {
  /** How many more each subscriber's queue takes, counted anew when it runs short. */
  private readonly rooms = new Map<string, number>();
  /** Milliseconds. */
  readonly lease: number;

  constructor(
    private readonly dataSource: DataSource,
    private readonly subscribers: DeliverySubscribers,
    private readonly queues: DeliveryQueues,
    @Inject(DELIVERIES_OPTIONS) { lease = TIMES.lease }: DeliveriesModuleOptions,
  ) {
    this.lease = lease;
  }

  /** @returns how long there is nothing to do, in milliseconds, as far as is known */
  async dispatch(): Promise<number> {
    const wanted = await this.roomFor(this.usable());
    const [due, heads] = await Promise.all([this.claimDue(wanted), this.claimHeads(wanted)]);
    const claimed = [...due, ...heads];
    for (const { subscriber } of claimed) {
      this.rooms.set(subscriber, (this.rooms.get(subscriber) ?? 0) - 1);
    }
    await this.handOver(claimed);
    return this.idleTime(wanted, claimed);
  }

  /**
   * Hands over again what has sat in a queue for longer than its lease: the queue may have lost it.
   * One that has not ignores it by its id.
   */
  async reconcile(): Promise<number> {
    const names = this.usable();
    const late = await statement<ClaimedRow>(this.dataSource, RENEW_LEASES, [
      this.lease,
      BATCH * 5,
      names,
    ]);
    await Promise.all(
      this.byQueue(late).map(([queue, rows]) =>
        // Their lease stands: another look comes when it has run out.
        runWithoutContext(() => this.queues.add(queue, rows)).catch(() => undefined),
      ),
    );
    return late.length;
  }

  private idleTime(
    wanted: readonly { name: string; room: number }[],
    claimed: readonly ClaimedRow[],
  ): number {
    const counts = new Map<string, number>();
    for (const { subscriber } of claimed) {
      counts.set(subscriber, (counts.get(subscriber) ?? 0) + 1);
    }
    const filled = wanted.filter(({ name, room }) => counts.get(name) === room);
    if (filled.some(({ room }) => room === BATCH)) return 0;
    const crowded = filled.length > 0 || [...this.rooms.values()].some((room) => room <= 0);
    return crowded ? TIMES.crowded : TIMES.poll;
  }

  private usable(): string[] {
    return this.subscribers
      .inMode('queued')
      .map(({ name }) => name)
      .filter((name) => this.queues.answers(this.queues.of(name)));
  }

  private async roomFor(names: readonly string[]): Promise<{ name: string; room: number }[]> {
    const short = names.filter((name) => (this.rooms.get(name) ?? 0) < BATCH);
    if (short.length > 0) {
      const counts = await statement<{ subscriber: string; queued: number }>(
        this.dataSource,
        COUNT_QUEUED,
        [short],
      );
      const queued = new Map(counts.map((row) => [row.subscriber, row.queued]));
      for (const name of short) this.rooms.set(name, QUEUE_WINDOW - (queued.get(name) ?? 0));
    }
    return names
      .map((name) => ({ name, room: Math.min(BATCH, this.rooms.get(name) ?? 0) }))
      .filter(({ room }) => room > 0);
  }

  private async claimDue(wanted: readonly { name: string; room: number }[]): Promise<ClaimedRow[]> {
    if (wanted.length === 0) return [];
    return statement<ClaimedRow>(this.dataSource, CLAIM_DUE, [
      wanted.map(({ name }) => name),
      wanted.map(({ room }) => room),
      this.lease,
    ]);
  }

  private async claimHeads(
    wanted: readonly { name: string; room: number }[],
  ): Promise<ClaimedRow[]> {
    const ordered = wanted.filter(({ name }) => this.subscribers.find(name)?.ordered);
    const claims = ordered.map(({ name, room }) =>
      claimHeads(this.dataSource, name, room, this.lease),
    );
    return (await Promise.all(claims)).flat();
  }

  private async handOver(claimed: readonly ClaimedRow[]): Promise<void> {
    const handed = this.byQueue(claimed).map(async ([queue, rows]) => {
      try {
        await runWithoutContext(() => this.queues.add(queue, rows));
      } catch (error) {
        await statement(this.dataSource, GIVE_BACK, [
          rows.map(({ id }) => id),
          rows.map(({ attempts }) => attempts),
        ]);
        throw error;
      }
    });
    const failed = (await Promise.allSettled(handed)).find(({ status }) => status === 'rejected');
    if (failed) throw (failed as PromiseRejectedResult).reason;
  }

  private byQueue(rows: readonly ClaimedRow[]): [Queue<DeliveryJob>, ClaimedRow[]][] {
    const groups = new Map<Queue<DeliveryJob>, ClaimedRow[]>();
    for (const row of rows) {
      const queue = row.crashes > 0 ? this.queues.quarantine() : this.queues.of(row.subscriber);
      const group = groups.get(queue);
      if (group) group.push(row);
      else groups.set(queue, [row]);
    }
    return [...groups];
  }
}
