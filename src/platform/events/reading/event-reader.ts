import type { DataSource, EntityManager } from 'typeorm';
import type { AggregateReference } from '../interfaces/event-input.interface.js';
import type { AggregateEvents } from '../interfaces/event-spec.interface.js';
import type { EventOf } from '../interfaces/event.interface.js';
import { eventColumns, toEvent, type EventRow } from '../tables/event-columns.sql.js';
import { countEvents } from './count-events.js';
import { conditionsOf, limitOf, Parameters } from './event-conditions.js';
import type {
  EventCount,
  EventCountQuery,
  EventFeedPage,
  EventFeedQuery,
} from './event-query.interface.js';
import { decodeFeedCursor, encodeFeedCursor } from './feed-cursor.js';

const MOST = 200;
const EVENT_ID = /^\d{1,18}$/;

/**
 * Reads the events of one aggregate; extras come in the shape of today's version.
 * @publicApi
 */
export class EventReader<E extends AggregateEvents> {
  constructor(
    readonly events: E,
    private readonly dataSource: DataSource,
  ) {}

  /**
   * What happened to an aggregate, newest first, by pages that cost the same at any depth. An event
   * that is touched while somebody pages moves to the front: tell it by its id.
   * @throws InvalidEventQueryError, UnknownActionError
   */
  async feed(
    aggregate: AggregateReference,
    query: EventFeedQuery<E> = {},
    manager: EntityManager = this.dataSource.manager,
  ): Promise<EventFeedPage<EventOf<E>>> {
    const limit = limitOf(query.limit ?? 50, MOST);
    const parameters = new Parameters();
    const id = typeof aggregate === 'object' ? aggregate.id : aggregate;
    const conditions = [
      `event.${this.events.idColumn} = ${parameters.add(String(id))}`,
      ...conditionsOf(this.events, query, parameters),
    ];
    if (query.before !== undefined) {
      const place = decodeFeedCursor(query.before);
      const time = parameters.add(place.occurredAt);
      conditions.push(
        `(event.occurred_at, event.id) < (${time}::timestamptz, ${parameters.add(place.id)}::bigint)`,
      );
    }
    const rows = await manager.query<EventRow[]>(
      `SELECT ${eventColumns(this.events)} FROM public.${this.events.table} AS event
       WHERE ${conditions.join(' AND ')}
       ORDER BY event.occurred_at DESC, event.id DESC LIMIT ${parameters.add(limit + 1)}`,
      parameters.values,
    );
    const items = rows.slice(0, limit).map((row) => this.toEvent(row));
    const last = items.at(-1);
    return { items, next: rows.length > limit && last ? encodeFeedCursor(last) : null };
  }

  /** The cursor of the page that begins after this event, wherever a reader ends its own page. */
  cursorAfter(event: { readonly occurredAt: string; readonly id: string }): string {
    return encodeFeedCursor(event);
  }

  /** The events with these ids, oldest first; ids that nobody has are left out. */
  async find(
    ids: readonly string[],
    manager: EntityManager = this.dataSource.manager,
  ): Promise<EventOf<E>[]> {
    const known = ids.filter((id) => EVENT_ID.test(id));
    const rows = await manager.query<EventRow[]>(
      `SELECT ${eventColumns(this.events)} FROM public.${this.events.table} AS event
       WHERE event.id = ANY($1::bigint[]) ORDER BY event.id`,
      [known],
    );
    return rows.map((row) => this.toEvent(row));
  }

  /**
   * How often what happened, by action, actor and period.
   * @throws InvalidEventQueryError, UnknownActionError
   */
  counts(
    query: EventCountQuery<E> = {},
    manager: EntityManager = this.dataSource.manager,
  ): Promise<EventCount<E>[]> {
    return countEvents(manager, this.events, query);
  }

  private toEvent(row: EventRow): EventOf<E> {
    return toEvent(this.events, row);
  }
}
