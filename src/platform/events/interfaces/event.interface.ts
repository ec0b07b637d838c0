import type { Actor } from '../../correlation/index.js';
import type { AggregateEvents, EventSpec, EventSpecs } from './event-spec.interface.js';
import type { SchemaOutput } from './standard-schema.interface.js';

/** The record that an event is about beside its aggregate. */
export interface EventRecord {
  readonly type: string;
  readonly id: string;
}

/**
 * A business fact about one aggregate, as it is stored. Times are ISO 8601 with microseconds.
 * @publicApi
 */
export interface RecordedEvent<
  Action extends string = string,
  About extends EventRecord | null = EventRecord | null,
  Extra = unknown,
> {
  /** Unique among the events of all aggregates; causation ids name it as `event:<id>`. */
  readonly id: string;
  readonly aggregate: string;
  readonly aggregateId: string;
  readonly action: Action;
  readonly record: About;
  readonly extra: Extra;
  readonly actor: Actor;
  /** When it happened; for a throttled event the last time. */
  readonly occurredAt: string;
  /** When it happened first. */
  readonly createdAt: string;
  /** How many times, within the throttle. */
  readonly hits: number;
  readonly correlationId: string;
  readonly causationId: string | null;
  /** The road it came by: `application`, `replay`, … */
  readonly source: string;
  readonly schemaVersion: number;
}

type SpecsOf<E extends AggregateEvents> =
  E extends AggregateEvents<string, infer Specs> ? Specs : EventSpecs;

/** The spec of one action. */
export type SpecOf<E extends AggregateEvents, A extends string> = SpecsOf<E>[A];

/** The actions of an aggregate, as a union. @publicApi */
export type ActionOf<E extends AggregateEvents> = keyof SpecsOf<E> & string;

/** Of any spec, as code that serves all aggregates sees it, nothing is certain. */
type RecordPart<S extends EventSpec> = 'record' extends keyof S
  ? undefined extends S['record']
    ? EventRecord | null
    : EventRecord
  : null;

type ExtraPart<S extends EventSpec> = 'extra' extends keyof S
  ? undefined extends S['extra']
    ? unknown
    : SchemaOutput<S['extra']>
  : null;

/**
 * The events of an aggregate, discriminated by `action`.
 * @example
 * ```ts
 * type CommentAdded = EventOf<typeof issueEvents, 'comment_added'>;
 * ```
 * @publicApi
 */
export type EventOf<E extends AggregateEvents, A extends ActionOf<E> = ActionOf<E>> = {
  [K in A]: RecordedEvent<K, RecordPart<SpecOf<E, K>>, ExtraPart<SpecOf<E, K>>>;
}[A];

/** An event of whichever aggregate. @publicApi */
export type AnyEvent = RecordedEvent;
