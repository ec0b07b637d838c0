/** What a retry makes of a row: due now, with all its attempts before it again. */
const RETRIED = `state = 'pending', available_at = clock_timestamp(), attempts_base = d.attempts,
  crashes = least(d.crashes, 1), queued_at = NULL, lease_until = NULL, skip_reason = NULL,
  handled_with = NULL, done_at = NULL`;

/** What a skip makes of it, for the reason `$2`. */
const SKIPPED = `state = 'skipped', skip_reason = $2, queued_at = NULL, lease_until = NULL,
  done_at = clock_timestamp()`;

/** The state of row `$1`, and whether a handler has it at this moment. */
export const LOCK_TO_MANAGE = `
SELECT d.state, (SELECT true FROM (SELECT 1 FROM backstory.deliveries WHERE id = $1
  FOR UPDATE SKIP LOCKED) AS free) IS NOT TRUE AS running
FROM backstory.deliveries d WHERE d.id = $1`;

/** Tells the feed what `$3` (of type `$4`) did. */
const ANNOUNCE = (event: string): string => `
INSERT INTO backstory.outbox (kind, ref_id, item_type, item_id, event, actor, actor_type, source,
  correlation_id, causation_id, summary)
SELECT 'delivery', id, 'Delivery', id::text, '${event}', $3, $4, 'application', $5,
  'delivery:' || id,
  jsonb_strip_nulls(jsonb_build_object('subscriber', subscriber, 'target', nullif(target, ''),
    'reason', $2::text))
FROM changed`;

/** Retries row `$1`; `$5` is the correlation of whoever asked. */
export const RETRY_ONE = `
WITH changed AS (UPDATE backstory.deliveries d SET ${RETRIED} WHERE d.id = $1 RETURNING d.*)
${ANNOUNCE('retried')}`;

/** Skips row `$1`. */
export const SKIP_ONE = `
WITH changed AS (UPDATE backstory.deliveries d SET ${SKIPPED} WHERE d.id = $1 RETURNING d.*)
${ANNOUNCE('skipped')}`;

/** One page of a task over `conditions`; `$1` where it stands, `$2` its reason, `$3` its bound. */
export function managePage(action: 'retry' | 'skip', conditions: string, size: number): string {
  return `
WITH page AS (
  SELECT d.id FROM backstory.deliveries d
  WHERE d.id > $1::bigint AND d.id <= $3::bigint AND $2::text IS NOT DISTINCT FROM $2 AND ${conditions}
  ORDER BY d.id LIMIT ${size}
), free AS (
  SELECT id FROM backstory.deliveries d WHERE d.id = ANY(ARRAY(SELECT id FROM page))
    AND ${conditions} FOR UPDATE SKIP LOCKED
), changed AS (
  UPDATE backstory.deliveries d SET ${action === 'retry' ? RETRIED : SKIPPED}
  FROM free WHERE d.id = free.id RETURNING d.id
)
SELECT (SELECT count(*)::int FROM page) AS seen, (SELECT max(id)::text FROM page) AS position,
  (SELECT count(*)::int FROM changed) AS changed`;
}
