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
 * Writes down what became of attempt `$2` + 1 at delivery `$1`, unless that was done already.
 * `$3` state, `$4` milliseconds until it is due, `$5` outcome, `$6` error, `$7` reason of a skip,
 * `$8` crashes more, `$9` attempts that do not count, `$10` detail, `$11` start.
 * A death is a fact of its own: it goes to the outbox.
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
  SELECT 'delivery', id, 'Delivery', id::text, 'dead', subscriber, 'system', 'application',
    correlation_id, 'delivery:' || id,
    jsonb_strip_nulls(jsonb_build_object('subscriber', subscriber, 'target', nullif(target, ''),
      'error', left(last_error, 300)))
  FROM recorded WHERE state = 'dead'
), logged AS (
  INSERT INTO backstory.delivery_attempts (delivery_id, attempt, outcome, error, detail, started_at)
  SELECT id, attempts, $5, coalesce($6, $7), $10, $11 FROM recorded
)
SELECT count(*)::int AS recorded FROM recorded`;
