import type { Actor } from '../../correlation/index.js';
import type {
  AggregateEvents,
  Duration,
  EventSpec,
  OnThrottled,
  RecordClass,
} from './event-spec.interface.js';
import type { ActionOf, EventOf, SpecOf } from './event.interface.js';
import type { SchemaInput } from './standard-schema.interface.js';

type Id = string | number | bigint;

/** An aggregate, or its id. */
export type AggregateReference = { readonly id: Id } | Id;

type RecordReference<R> = (R extends RecordClass<infer T> ? T : { readonly id: Id }) | Id;

type RecordInput<S extends EventSpec> = S extends { readonly record: infer R }
  ? { readonly record: RecordReference<R> }
  : { readonly record?: undefined };

type ExtraInput<S extends EventSpec> = S extends { readonly extra: infer Schema }
  ? Partial<SchemaInput<Schema>> extends SchemaInput<Schema>
    ? { readonly extra?: SchemaInput<Schema> }
    : { readonly extra: SchemaInput<Schema> }
  : { readonly extra?: undefined };

/** What every event may be given. */
export interface EventOptions {
  /** @defaultValue the actor of the running context, else the system */
  readonly actor?: Actor;
  /** Instead of the action's own. */
  readonly throttleWithin?: Duration;
  readonly throttleMax?: Duration;
  readonly onThrottled?: OnThrottled;
  /**
   * When it really happened, for an import. Throttled apart from what happens now.
   * @defaultValue the context's time for a replay, else now
   */
  readonly occurredAt?: string | Date;
}

/** What an action is recorded with. */
export type EventInput<S extends EventSpec> = EventOptions & RecordInput<S> & ExtraInput<S>;

/** The input, which may be left out when the action asks for nothing. */
export type InputArguments<S extends EventSpec> =
  Partial<EventInput<S>> extends EventInput<S> ? [input?: EventInput<S>] : [input: EventInput<S>];

/** One of several events that are recorded together. */
export type EventEntry<E extends AggregateEvents, A extends ActionOf<E> = ActionOf<E>> = {
  [K in A]: EventInput<SpecOf<E, K>> & {
    readonly aggregate: AggregateReference;
    readonly action: K;
  };
}[A];

/** What became of a recorded event. */
export type RecordingOutcome = 'recorded' | 'touched' | 'ignored' | 'merged';

/** The event that stands for what was recorded: a new one, or the one it was throttled into. */
export interface Recording<E extends AggregateEvents, A extends ActionOf<E> = ActionOf<E>> {
  readonly event: EventOf<E, A>;
  readonly outcome: RecordingOutcome;
}
