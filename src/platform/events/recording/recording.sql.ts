import type { AggregateEvents } from '../interfaces/event-spec.interface.js';
import { eventColumns, isoColumn } from '../tables/event-columns.sql.js';

const COPIED = `action, actor_id, actor_type, record_type, record_id, extra, schema_version,
    correlation_id, causation_id, source`;

const OUTBOX = `kind, ref_id, item_type, item_id, event, actor, actor_type, source, correlation_id,
    causation_id, aggregate_type, aggregate_id, summary, occurred_at`;

/**
 * Writes an event and its outbox row, and answers with what the database chose. `$1` item type, `$2`
 * id or null, `$3` time or null, `$4` aggregate, then the other columns, `$15` the outbox row's summary.
 */
export function appendSql(events: AggregateEvents): string {
  return `
WITH event AS (
  INSERT INTO public.${events.table} (id, ${events.idColumn}, ${COPIED}, occurred_at, created_at)
  SELECT coalesce($2::bigint, nextval('backstory.event_ids')), $4, $5, $6, $7, $8, $9, $10::jsonb,
    $11::smallint, $12, $13, $14, clock.at, clock.at
  FROM (SELECT coalesce($3::timestamptz, clock_timestamp()) AS at) AS clock
  RETURNING id, occurred_at
)
INSERT INTO backstory.outbox (${OUTBOX})
SELECT 'event', id, $1, $4, $5, $6, $7, $14, $12, $13, $1, $4, $15::jsonb, occurred_at FROM event
RETURNING ref_id::text AS id, ${isoColumn('occurred_at')} AS at`;
}

/** Writes any number with one statement: `$1` item type, `$2` a JSON array of numbered drafts. */
export function appendManySql(events: AggregateEvents): string {
  return `
WITH input AS (
  SELECT nextval('backstory.event_ids') AS id, coalesce(draft.occurred_at, clock_timestamp()) AS at,
    draft.*
  FROM (
    SELECT * FROM jsonb_to_recordset($2::jsonb) AS row (n integer, aggregate_id text, action text,
      actor_id text, actor_type text, record_type text, record_id text, extra jsonb,
      schema_version smallint, correlation_id text, causation_id text, source text,
      occurred_at timestamptz, summary jsonb)
    ORDER BY n) AS draft
), event AS (
  INSERT INTO public.${events.table} (id, ${events.idColumn}, ${COPIED}, occurred_at, created_at)
  SELECT id, aggregate_id, ${COPIED}, at, at FROM input
), told AS (
  INSERT INTO backstory.outbox (${OUTBOX})
  SELECT 'event', id, $1, aggregate_id, action, actor_id, actor_type, source, correlation_id,
    causation_id, $1, aggregate_id, summary, at
  FROM input ORDER BY id
)
SELECT id::text, ${isoColumn('at')} AS at FROM input ORDER BY input.id`;
}

/** Moves an event's time and counts. `$1` id, `$2` time. */
export function touchSql(events: AggregateEvents): string {
  return `
UPDATE public.${events.table} AS event
SET occurred_at = greatest(event.occurred_at, $2::timestamptz), hits = event.hits + 1
WHERE event.id = $1 RETURNING ${eventColumns(events)}`;
}

/** The same with a new extra: `$3`, in the shape of version `$4`. */
export function mergeSql(events: AggregateEvents): string {
  return `
UPDATE public.${events.table} AS event
SET occurred_at = greatest(event.occurred_at, $2::timestamptz), hits = event.hits + 1,
  extra = $3::jsonb, schema_version = $4
WHERE event.id = $1 RETURNING ${eventColumns(events)}`;
}

/** The event that holds the slot `$1`. */
export function readHolderSql(events: AggregateEvents): string {
  return `
SELECT ${eventColumns(events)} FROM public.${events.table} AS event
WHERE event.id = (SELECT event_id FROM backstory.event_slots WHERE key = $1::uuid)`;
}

/** Whether the time of now falls to the event that holds the slot. */
const HELD = `(
  clock.now < slot.last_at + $4 * interval '1 millisecond'
  AND clock.now < slot.first_at + $5 * interval '1 millisecond'
  AND ($3::timestamptz IS NULL OR clock.now > slot.first_at - $4 * interval '1 millisecond'))`;

/** Asked once for all columns: two looks at the clock could answer differently. */
const CLOCK = `(SELECT coalesce($3::timestamptz, clock_timestamp()) AS now) AS clock`;

/**
 * Takes the slot for a new event, or leaves it to the one that holds it. Whoever comes at the same
 * time waits here; if the winner rolls back, the next one is the first. `clock_timestamp()`, for
 * `now()` lies before the wait.
 *
 * `$1` key, `$2` aggregate, `$3` time or null, `$4` window, `$5` longest slide, `$6` lifetime
 * @param slides whether an event inside the window moves it; without, nothing is written and no row
 * comes back
 */
export function takeSlotSql(slides: boolean): string {
  return `
WITH fresh AS MATERIALIZED (SELECT nextval('backstory.event_ids') AS id)
INSERT INTO backstory.event_slots AS slot (key, aggregate, event_id, first_at, last_at, expires_at)
SELECT $1::uuid, $2, fresh.id, clock.now, clock.now,
  clock_timestamp() + $6 * interval '1 millisecond'
FROM fresh, ${CLOCK}
ON CONFLICT (key) DO UPDATE SET (event_id, first_at, last_at, expires_at) = (
  SELECT CASE WHEN ${HELD} THEN slot.event_id ELSE excluded.event_id END,
    CASE WHEN ${HELD} THEN slot.first_at ELSE clock.now END,
    CASE WHEN ${HELD} THEN greatest(slot.last_at, clock.now) ELSE clock.now END,
    greatest(slot.expires_at, clock_timestamp() + $6 * interval '1 millisecond')
  FROM ${CLOCK})
${slides ? '' : `WHERE NOT (SELECT ${HELD} FROM ${CLOCK})`}
RETURNING event_id::text, event_id = (SELECT id FROM fresh) AS taken, ${isoColumn('last_at')} AS at`;
}

/** Gives the slot `$1`, which this transaction holds, to a new event of the same moment. */
export const RENEW_SLOT = `
UPDATE backstory.event_slots SET event_id = nextval('backstory.event_ids'), first_at = last_at
WHERE key = $1::uuid RETURNING event_id::text, true AS taken, ${isoColumn('last_at')} AS at`;
