/**
 * Makes a delivery of each fact of the array `$3` for each target of subscriber `$1` that wants it,
 * in the name of run `$2`; what that run has made already is left alone.
 */
export const REDELIVER = `
WITH made AS (
  INSERT INTO backstory.deliveries
    (kind, ref_id, subscriber, target, replay, item_type, item_id, event, aggregate_type,
     aggregate_id, ordering_key, correlation_id, causation_id)
  SELECT fact.kind, fact.ref_id, route.subscriber, route.target, $2, fact.item_type, fact.item_id,
    fact.event, fact.item_type, fact.item_id,
    CASE WHEN route.ordered THEN fact.item_type || ':' || fact.item_id END,
    $4, fact.kind || ':' || fact.ref_id
  FROM jsonb_to_recordset($3::jsonb) AS fact (kind text, ref_id bigint, item_type text,
    item_id text, event text)
  JOIN backstory.delivery_routes AS route ON route.subscriber = $1 AND route.kind = fact.kind
    AND route.item_type IN (fact.item_type, '*') AND route.event IN (fact.event, '*')
  ORDER BY fact.ref_id
  ON CONFLICT (kind, ref_id, subscriber, target, replay) DO NOTHING
  RETURNING 1
)
SELECT count(*)::int AS count FROM made`;

/** Whoever has routes for facts of kind `$1`. */
export const SUBSCRIBERS_OF_KIND = `
SELECT DISTINCT subscriber FROM backstory.delivery_routes WHERE kind = $1 ORDER BY subscriber`;
