import type { AnyEvent, EventRecord } from '../interfaces/event.interface.js';
import type { AggregateEvents } from '../interfaces/event-spec.interface.js';

/** An event's row as the statements of this module read it. */
export interface EventRow {
  readonly id: string;
  readonly aggregate_id: string;
  readonly action: string;
  readonly actor_id: string;
  readonly actor_type: string;
  readonly record_type: string | null;
  readonly record_id: string | null;
  readonly extra: unknown;
  readonly schema_version: number;
  readonly correlation_id: string;
  readonly causation_id: string | null;
  readonly source: string;
  readonly hits: number;
  readonly occurred_at: string;
  readonly created_at: string;
}

/** A time as ISO 8601 with microseconds, which a JavaScript date would lose. */
export const isoColumn = (column: string): string =>
  `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

/** The columns of an event's row, to be selected from the table named or aliased `event`. */
export function eventColumns({ idColumn }: AggregateEvents): string {
  return `event.id::text AS id, event.${idColumn} AS aggregate_id, event.action,
  event.actor_id, event.actor_type, event.record_type, event.record_id, event.extra,
  event.schema_version, event.correlation_id, event.causation_id, event.source, event.hits,
  ${isoColumn('event.occurred_at')} AS occurred_at, ${isoColumn('event.created_at')} AS created_at`;
}

/** The event of a row, with its extra in the shape of today. */
export function toEvent(events: AggregateEvents, row: EventRow): AnyEvent {
  const { extra, version } = upcast(events, row);
  return {
    id: row.id,
    aggregate: events.aggregate,
    aggregateId: row.aggregate_id,
    action: row.action,
    record: recordOf(row),
    extra,
    actor: { id: row.actor_id, type: row.actor_type },
    occurredAt: row.occurred_at,
    createdAt: row.created_at,
    hits: row.hits,
    correlationId: row.correlation_id,
    causationId: row.causation_id,
    source: row.source,
    schemaVersion: version,
  };
}

function recordOf({ record_type, record_id }: EventRow): EventRecord | null {
  return record_type === null || record_id === null ? null : { type: record_type, id: record_id };
}

/** An action that the code no longer defines keeps the extra that it was stored with. */
function upcast(events: AggregateEvents, row: EventRow): { extra: unknown; version: number } {
  const spec = Object.hasOwn(events.specs, row.action) ? events.specs[row.action] : undefined;
  let { extra, schema_version: version } = row;
  for (; version < (spec?.version ?? 1); version += 1) {
    extra = spec?.upcast?.[version]?.((extra ?? {}) as Readonly<Record<string, unknown>>) ?? null;
  }
  return { extra, version };
}
