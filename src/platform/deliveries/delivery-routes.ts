import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { DeliverySubscribers } from './delivery-subscribers.js';
import { SubscriberOptionsError } from './deliveries.errors.js';
import type {
  DeliveryRoute,
  DeliverySubscriber,
} from './interfaces/delivery-subscriber.interface.js';
import { DECLARE_ROUTES, DROP_FORGOTTEN_ROUTES, DROP_TARGET_ROUTES } from './sql/routes.sql.js';
import { statement } from './with-client.js';

/**
 * What the relay reads to know whom it owes a fact.
 * @publicApi
 */
@Injectable()
export class DeliveryRoutes {
  constructor(
    private readonly dataSource: DataSource,
    private readonly subscribers: DeliverySubscribers,
  ) {}

  /**
   * Puts the routes of one target of a subscriber (an endpoint, a workflow) in the place of those it
   * had, in the caller's transaction; none to hear of nothing any more.
   */
  async replace(
    manager: EntityManager,
    subscriber: string,
    target: string,
    routes: readonly DeliveryRoute[],
  ): Promise<void> {
    if (target === '') throw new TypeError('the routes without a target are those it registers');
    await manager.query(DROP_TARGET_ROUTES, [subscriber, target]);
    const of = this.subscribers.get(subscriber);
    const rows = routes.map((route) => toRow(route, of, target));
    await manager.query(DECLARE_ROUTES, [JSON.stringify(rows)]);
  }

  /**
   * Writes the routes of all subscribers, and drops those that no process has declared for an hour:
   * while releases overlap, one must not drop the routes of the other. @internal
   */
  async declare(): Promise<void> {
    const rows = this.subscribers
      .all()
      .flatMap((subscriber) => subscriber.routes().map((route) => toRow(route, subscriber, '')));
    await statement(this.dataSource, DECLARE_ROUTES, [JSON.stringify(rows)]);
    await statement(this.dataSource, DROP_FORGOTTEN_ROUTES, []);
  }
}

function toRow(
  { kind, itemType, event, key, sources, deliveriesOf }: DeliveryRoute,
  { name, ordered, coalesce = false, ignoreOwn = false }: DeliverySubscriber,
  target: string,
): Record<string, unknown> {
  if (key && (ordered !== 'key' || target !== '' || key.length === 0)) {
    throw new SubscriberOptionsError(
      name,
      "has a route with a key: it must be ordered: 'key', and the route without a target",
    );
  }
  return {
    kind,
    item_type: itemType,
    event,
    subscriber: name,
    target,
    ordered: ordered !== undefined,
    line: ordered ?? 'aggregate',
    key_columns: key,
    sources,
    coalesces: coalesce,
    ignores_own: ignoreOwn,
    deliveries_of: deliveriesOf,
  };
}
