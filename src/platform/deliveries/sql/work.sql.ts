import { DELIVERY_COLUMNS } from './delivery-columns.sql.js';

/** The delivery, for its handler alone until the transaction ends. */
export const LOCK = `SELECT ${DELIVERY_COLUMNS} FROM backstory.deliveries d WHERE d.id = $1 FOR UPDATE`;

/** Marks delivery `$1` done, in the handler's own transaction. */
export const RECORD_DONE = `
WITH recorded AS (
  UPDATE backstory.deliveries
  SET state = 'done', attempts = attempts + 1, done_at = clock_timestamp(), lease_until = NULL,
    last_error = NULL
  WHERE id = $1
  RETURNING id, attempts)
INSERT INTO backstory.delivery_attempts (delivery_id, attempt, outcome, detail, started_at)
SELECT id, attempts, $2, $3, $4 FROM recorded`;

/**
 * Locks what waits behind delivery `$3` in line `$2` of subscriber `$1`, up to `$4`, so that nobody
 * decides about it meanwhile. The ids come as ranges: those of a line lie mostly side by side.
 */
export const TAKE_LINE = `
WITH taken AS (
  SELECT id, depth FROM backstory.deliveries
  WHERE subscriber = $1 AND ordering_key = $2 AND state = 'pending' AND id > $3
  ORDER BY id LIMIT $4 FOR UPDATE)
SELECT count(*)::int AS count, max(depth)::int AS depth, max(id)::text AS last,
  range_agg(int8range(id, id, '[]'))::text AS ids
FROM taken`;

const OF_LINE = `d.subscriber = $1 AND d.ordering_key = $2 AND d.state IN ('pending', 'queued')`;

/** Of a line with delivery `$3` first and `$4` behind it: up to `$6` after id `$5`. */
export const READ_LINE = `
SELECT ${DELIVERY_COLUMNS} FROM backstory.deliveries d
WHERE ${OF_LINE} AND d.id > $5 AND (d.id = $3 OR d.id <@ $4::int8multirange)
ORDER BY d.id LIMIT $6`;

/**
 * Marks `$4` of the line done together with its first, `$3`, which inherits the length of the longest
 * chain of causes among them.
 */
export const RECORD_LINE_DONE = `
WITH others AS (
  UPDATE backstory.deliveries d
  SET state = 'done', done_at = clock_timestamp(), handled_with = $3, last_error = NULL
  WHERE ${OF_LINE} AND d.id <@ $4::int8multirange AND d.id > $3)
UPDATE backstory.deliveries SET depth = greatest(depth, $5) WHERE id = $3`;

/**
 * Writes down what became of attempt `$2` + 1 at delivery `$1`, unless that was done already.
 * `$3` state, `$4` milliseconds until it is due, `$5` outcome, `$6` error, `$7` reason of a skip,
 * `$8` crashes more, `$9` attempts that do not count, `$10` detail, `$11` start.
 * That it is dead or parked is a fact of its own: it goes to the outbox.
 */
export const RECORD_OUTCOME = `
WITH recorded AS (
  UPDATE backstory.deliveries
  SET state = $3, attempts = attempts + 1, attempts_base = attempts_base + $9,
    crashes = crashes + $8, available_at = clock_timestamp() + $4 * interval '1 millisecond',
    queued_at = NULL, lease_until = NULL, last_error = coalesce($6, last_error), skip_reason = $7,
    done_at = CASE WHEN $3 = 'skipped' THEN clock_timestamp() END
  WHERE id = $1 AND attempts = $2 AND state IN ('pending', 'queued')
  RETURNING *
), announced AS (
  INSERT INTO backstory.outbox (kind, ref_id, item_type, item_id, event, actor, actor_type, source,
    correlation_id, causation_id, summary)
  SELECT 'delivery', id, 'Delivery', id::text, state, subscriber, 'system', 'application',
    correlation_id, 'delivery:' || id,
    jsonb_strip_nulls(jsonb_build_object('subscriber', subscriber, 'target', nullif(target, ''),
      'error', left(last_error, 300)))
  FROM recorded WHERE state IN ('dead', 'parked')
), logged AS (
  INSERT INTO backstory.delivery_attempts (delivery_id, attempt, outcome, error, detail, started_at)
  SELECT id, attempts, $5, coalesce($6, $7), $10, $11 FROM recorded
)
SELECT count(*)::int AS recorded FROM recorded`;
