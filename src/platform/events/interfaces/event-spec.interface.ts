import type { StandardSchema } from './standard-schema.interface.js';

/** Milliseconds, or a number with its unit: `'30s'`, `'15m'`, `'24h'`, `'7d'`. */
export type Duration = number | `${number}${'s' | 'm' | 'h' | 'd'}`;

/**
 * What an event inside the window of an earlier one does: `touch` moves the earlier one's time and
 * counts, `ignore` leaves it as it is, `merge` touches it and unites the extras.
 */
export type OnThrottled = 'touch' | 'ignore' | 'merge';

/** The class of the records that an action is about. */
export type RecordClass<T extends object = object> = abstract new (...args: never[]) => T;

/** The extra of an event as it is stored. */
export type Extra = Readonly<Record<string, unknown>>;

interface ExtraFunctions {
  upcast(extra: Extra): unknown;
  merge(earlier: Extra, later: Extra): unknown;
}

/** What one action of an aggregate carries, and how it is throttled. */
export interface EventSpec {
  /** What the action is about beside the aggregate: an entity class, or an item type by its name. */
  readonly record?: RecordClass | string;
  /** The shape of the further facts; what comes out of the schema must be JSON. */
  readonly extra?: StandardSchema;
  /** The same action, record and actor within this time is one event. */
  readonly throttleWithin?: Duration;
  /** The longest that one event slides. @defaultValue 24 times `throttleWithin` */
  readonly throttleMax?: Duration;
  /** @defaultValue 'touch' */
  readonly onThrottled?: OnThrottled;
  /** How `merge` unites two extras. @defaultValue lists are joined, all else is taken from the later */
  readonly merge?: ExtraFunctions['merge'];
  /** Raise it with the shape of `extra`, and say in `upcast` how the old shape becomes the next. */
  readonly version?: number;
  /** By version: `{ 1: (extra) => extra of version 2 }`. Applied on reading; nothing is rewritten. */
  readonly upcast?: Readonly<Record<number, ExtraFunctions['upcast']>>;
  /** The action for people: `commented`. @defaultValue the action with spaces */
  readonly label?: string;
}

/** The actions of an aggregate. */
export type EventSpecs = Readonly<Record<string, EventSpec>>;

/**
 * The events of one aggregate, as `defineEvents` makes them.
 * @publicApi
 */
export interface AggregateEvents<
  Aggregate extends string = string,
  Specs extends EventSpecs = EventSpecs,
> {
  readonly aggregate: Aggregate;
  /** What feed, outbox and access policies call the aggregate: `Issue`. */
  readonly itemType: string;
  /** `issue_events`. */
  readonly table: string;
  /** The table's column with the aggregate's id: `issue_id`. */
  readonly idColumn: string;
  readonly actions: readonly string[];
  readonly specs: Specs;
}
