/** Deliveries that may lead to one another; what lies deeper is a loop that nobody meant. */
const DEEPEST = 32;

/** The delivery whose handler did what `causation` tells of; nothing for any other cause. @internal */
export function causingDelivery(causation: string): string {
  return `SELECT cause.subscriber, cause.depth FROM backstory.deliveries cause
    WHERE cause.id = CASE WHEN ${causation} ~ '^delivery:[0-9]{1,18}$'
      THEN substr(${causation}, 10)::bigint END`;
}

const WANTS = `r.kind = b.kind AND r.item_type IN (b.item_type, '*') AND r.event IN (b.event, '*')
    AND (r.sources IS NULL OR b.source = ANY(r.sources))
    AND (r.deliveries_of IS NULL OR b.summary->>'subscriber' = r.deliveries_of)`;

/**
 * The end of the statement that appends a `batch`: a delivery for each fact and whoever wants it.
 * Routes with a key get one for each key that the fact concerns, looked up for all facts of a batch at
 * once. What a handler did itself is left out for those that say so, and chains of causes end.
 */
export const EXPANSION = `), concerned AS MATERIALIZED (
  SELECT keyed.kind, keyed.subscriber, keyed.coalesces, keyed.ignores_own, keys.ref_id, keys.key
  FROM (
    SELECT r.kind, r.subscriber, r.key_columns, r.coalesces, r.ignores_own, array_agg(b.ref_id) AS refs
    FROM backstory.delivery_routes r JOIN batch b ON ${WANTS}
    WHERE r.key_columns IS NOT NULL
    GROUP BY r.kind, r.subscriber, r.key_columns, r.coalesces, r.ignores_own) AS keyed
  CROSS JOIN LATERAL backstory.fact_keys(keyed.kind, keyed.refs, keyed.key_columns) AS keys
), owed AS (
  SELECT b.*, r.subscriber, r.target, r.ordered, r.line, r.coalesces, r.ignores_own
  FROM batch b JOIN backstory.delivery_routes r ON r.key_columns IS NULL AND ${WANTS}
  UNION ALL
  SELECT b.*, c.subscriber, c.key, true, 'key', c.coalesces, c.ignores_own
  FROM concerned c JOIN batch b USING (kind, ref_id)
), expanded AS (
  INSERT INTO backstory.deliveries
    (kind, ref_id, subscriber, target, item_type, item_id, event, aggregate_type, aggregate_id,
     ordering_key, correlation_id, causation_id, depth, backlog, state, last_error, skip_reason,
     done_at)
  SELECT kind, ref_id, owed.subscriber, target, item_type, item_id, event,
    coalesce(aggregate_type, item_type), coalesce(aggregate_id, item_id),
    CASE WHEN NOT ordered THEN NULL
      WHEN line = 'aggregate'
        THEN coalesce(aggregate_type, item_type) || ':' || coalesce(aggregate_id, item_id)
      ELSE target END,
    correlation_id, kind || ':' || ref_id,
    coalesce(cause.depth + (kind <> 'delivery')::integer, 0),
    CASE WHEN coalesces THEN (SELECT max(id) FROM backstory.outbox) END,
    CASE WHEN own THEN 'skipped' WHEN too_deep THEN 'dead' ELSE 'pending' END,
    CASE WHEN too_deep AND NOT own
      THEN 'more than ${DEEPEST} deliveries led to it, one by another: a loop, most likely' END,
    CASE WHEN own THEN 'it made this change itself' END,
    CASE WHEN own THEN clock_timestamp() END
  FROM owed
  LEFT JOIN LATERAL (${causingDelivery('owed.causation_id')}) AS cause ON true
  CROSS JOIN LATERAL (
    SELECT coalesce(ignores_own AND cause.subscriber = owed.subscriber, false) AS own,
      -- That a delivery died must reach whoever waits for it.
      coalesce(cause.depth >= ${DEEPEST} AND kind <> 'delivery', false) AS too_deep
  ) AS whose
  WHERE kind <> 'event' OR source IS DISTINCT FROM 'replay'
  ORDER BY id
  ON CONFLICT (kind, ref_id, subscriber, target, replay) DO NOTHING
  RETURNING id, subscriber, target, correlation_id, state, last_error
), told AS (
  INSERT INTO backstory.outbox (kind, ref_id, item_type, item_id, event, actor, actor_type, source,
    correlation_id, causation_id, summary)
  SELECT 'delivery', id, 'Delivery', id::text, 'dead', subscriber, 'system', 'application',
    correlation_id, 'delivery:' || id,
    jsonb_strip_nulls(jsonb_build_object('subscriber', subscriber, 'target', nullif(target, ''),
      'error', last_error))
  FROM expanded WHERE state = 'dead'
)`;
