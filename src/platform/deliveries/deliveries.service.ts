import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { currentContext, uuidv7 } from '../correlation/index.js';
import { DeliverySubscribers } from './delivery-subscribers.js';
import type { DeliveryRoute } from './interfaces/delivery-subscriber.interface.js';
import type { NewDelivery } from './interfaces/new-delivery.interface.js';
import type { RedeliveredFact, Redelivery } from './interfaces/redelivery.interface.js';
import { ENQUEUE } from './sql/enqueue.sql.js';
import { REDELIVER, ROUTES_OF_KIND, SUBSCRIBERS_OF_KIND } from './sql/redeliver.sql.js';
import { TRIM_PAGE } from './sql/trim.sql.js';
import { statement } from './with-client.js';

/** Rows looked at by one statement. */
const PAGE = 2_000;

/** A route as it stands. @publicApi */
export interface StoredRoute extends DeliveryRoute {
  readonly subscriber: string;
}

interface RouteRow {
  readonly subscriber: string;
  readonly kind: string;
  readonly item_type: string;
  readonly event: string;
  readonly key_columns: string[] | null;
  readonly sources: string[] | null;
}

/** A delivery that was made. @publicApi */
export interface EnqueuedDelivery {
  readonly id: string;
  readonly subscriber: string;
  readonly target: string;
}

/**
 * Makes deliveries by hand, for facts that no route expands: the actions of a workflow run, a replay.
 * @publicApi
 */
@Injectable()
export class Deliveries {
  constructor(
    private readonly subscribers: DeliverySubscribers,
    private readonly dataSource: DataSource,
  ) {}

  /**
   * Makes a delivery in the caller's transaction; it is handed out after the commit.
   * @returns undefined when the subscriber has one of this fact, target and replay already
   */
  async enqueue(
    manager: EntityManager,
    delivery: NewDelivery,
  ): Promise<EnqueuedDelivery | undefined> {
    const [made] = await this.enqueueAll(manager, [delivery]);
    return made;
  }

  /**
   * Makes many with one statement.
   * @returns those that were not there already
   */
  async enqueueAll(
    manager: EntityManager,
    deliveries: readonly NewDelivery[],
  ): Promise<EnqueuedDelivery[]> {
    if (deliveries.length === 0) return [];
    const rows = deliveries.map((delivery) => this.toRow(delivery));
    return manager.query<EnqueuedDelivery[]>(ENQUEUE, [JSON.stringify(rows)]);
  }

  /**
   * Delivers facts once more to a subscriber, in the caller's transaction, by the routes that it has
   * now; the subscriber need not live in this process.
   * @returns how many deliveries were made
   */
  async redeliver(
    manager: EntityManager,
    { subscriber, run, target }: Redelivery,
    facts: readonly RedeliveredFact[],
  ): Promise<number> {
    const rows = facts.map(({ kind, refId, itemType, itemId, event, source }) => ({
      kind,
      ref_id: refId,
      item_type: itemType,
      item_id: itemId,
      event,
      source,
    }));
    const correlationId = currentContext()?.correlationId ?? uuidv7();
    const values = [subscriber, run, JSON.stringify(rows), correlationId, target ?? null];
    const [{ count }] = await manager.query<[{ count: number }]>(REDELIVER, values);
    return count;
  }

  /** Whoever wants facts of a kind, in whichever process. */
  async subscribersOf(manager: EntityManager, kind: string): Promise<string[]> {
    const rows = await manager.query<{ subscriber: string }[]>(SUBSCRIBERS_OF_KIND, [kind]);
    return rows.map(({ subscriber }) => subscriber);
  }

  /** The routes that stand for facts of a kind, whichever process declared them. */
  async routesOf(manager: EntityManager, kind: string): Promise<StoredRoute[]> {
    const rows = await manager.query<RouteRow[]>(ROUTES_OF_KIND, [kind]);
    return rows.map(toRoute);
  }

  /**
   * Deletes what was delivered or skipped longer than `age` milliseconds ago; schedule it, hourly will
   * do. What is dead stays.
   * @returns how many went
   */
  async trim(age: number): Promise<number> {
    let last = '0';
    let total = 0;
    for (;;) {
      const [page] = await statement<{ last: string | null; deleted: number; more: boolean }>(
        this.dataSource,
        TRIM_PAGE,
        [last, age, PAGE],
      );
      total += page!.deleted;
      if (!page!.more || page!.last === null) return total;
      last = page!.last;
    }
  }

  private toRow(delivery: NewDelivery): Record<string, unknown> {
    const context = currentContext();
    return {
      kind: delivery.kind,
      ref_id: delivery.refId,
      subscriber: delivery.subscriber,
      target: delivery.target,
      replay: delivery.replay,
      item_type: delivery.itemType,
      item_id: delivery.itemId,
      event: delivery.event,
      aggregate_type: delivery.aggregateType,
      aggregate_id: delivery.aggregateId,
      line: this.subscribers.get(delivery.subscriber).ordered ?? 'none',
      running: context?.causationId,
      correlation_id: delivery.correlationId ?? context?.correlationId,
      causation_id: delivery.causationId ?? context?.causationId,
      delay: delivery.delay,
    };
  }
}

function toRoute(row: RouteRow): StoredRoute {
  const { subscriber, kind, item_type: itemType, event, key_columns: key, sources } = row;
  return {
    subscriber,
    kind,
    itemType,
    event,
    ...(key && { key }),
    ...(sources && { sources }),
  };
}
