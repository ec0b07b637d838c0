import type { Actor } from '../../correlation/index.js';
import type { ActionOf, EventRecord } from '../interfaces/event.interface.js';
import type { AggregateEvents } from '../interfaces/event-spec.interface.js';

/** Which events. */
export interface EventFilter<E extends AggregateEvents = AggregateEvents> {
  readonly actions?: readonly ActionOf<E>[];
  /** An actor's id, of any type or of one. */
  readonly actor?: string | Actor;
  readonly record?: EventRecord;
  /** From this moment on. */
  readonly since?: string | Date;
  /** Before this moment. */
  readonly until?: string | Date;
}

/** A page of an aggregate's events. */
export interface EventFeedQuery<
  E extends AggregateEvents = AggregateEvents,
> extends EventFilter<E> {
  /** 1 to 200. @defaultValue 50 */
  readonly limit?: number;
  /** The `next` of the page before. */
  readonly before?: string;
}

/** Events, newest first. */
export interface EventFeedPage<Event> {
  readonly items: readonly Event[];
  /** The cursor of the next page; null at the end. */
  readonly next: string | null;
}

/** A column that counts are grouped by; periods are those of UTC, weeks begin on Monday. */
export type CountedBy = 'action' | 'actor' | 'hour' | 'day' | 'week' | 'month' | 'year';

/** What is counted. */
export interface EventCountQuery<
  E extends AggregateEvents = AggregateEvents,
> extends EventFilter<E> {
  /** Of one aggregate. @defaultValue of all */
  readonly aggregateId?: string;
  /** @defaultValue ['action'] */
  readonly by?: readonly CountedBy[];
}

/** How often something happened. */
export interface EventCount<E extends AggregateEvents = AggregateEvents> {
  readonly action?: ActionOf<E>;
  readonly actor?: Actor;
  /** The beginning of the period. */
  readonly period?: string;
  /** Events, each counted once however often it was throttled. */
  readonly events: number;
  /** Times that it happened, throttled ones included. */
  readonly hits: number;
}
