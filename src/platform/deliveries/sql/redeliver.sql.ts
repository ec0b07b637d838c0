/**
 * Makes a delivery of each fact of the array `$3` for each target of subscriber `$1` that wants it,
 * (or key that the fact concerns), in the name of run `$2`; what that run has made already is left alone.
 */
export const REDELIVER = `
WITH wanted AS (
  SELECT fact.*, route.key_columns, route.target, route.ordered, route.line
  FROM jsonb_to_recordset($3::jsonb) AS fact (kind text, ref_id bigint, item_type text,
    item_id text, event text, source text)
  JOIN backstory.delivery_routes AS route ON route.subscriber = $1 AND route.kind = fact.kind
    AND route.item_type IN (fact.item_type, '*') AND route.event IN (fact.event, '*')
    AND (route.sources IS NULL OR fact.source IS NULL OR fact.source = ANY(route.sources))
), keyed AS MATERIALIZED (
  SELECT of.kind, of.key_columns, keys.ref_id, keys.key
  FROM (SELECT kind, key_columns, array_agg(ref_id) AS refs FROM wanted
    WHERE key_columns IS NOT NULL GROUP BY kind, key_columns) AS of
  CROSS JOIN LATERAL backstory.fact_keys(of.kind, of.refs, of.key_columns) AS keys
), concerned AS (
  SELECT wanted.*, target AS key FROM wanted WHERE key_columns IS NULL
  UNION ALL
  SELECT wanted.*, keyed.key FROM keyed JOIN wanted USING (kind, ref_id, key_columns)
), made AS (
  INSERT INTO backstory.deliveries
    (kind, ref_id, subscriber, target, replay, item_type, item_id, event, aggregate_type,
     aggregate_id, ordering_key, correlation_id, causation_id)
  SELECT kind, ref_id, $1, key, $2, item_type, item_id, event, item_type, item_id,
    CASE WHEN NOT ordered THEN NULL WHEN line = 'aggregate' THEN item_type || ':' || item_id
      ELSE key END,
    $4, kind || ':' || ref_id
  FROM concerned WHERE $5::text IS NULL OR key = $5
  ORDER BY ref_id
  ON CONFLICT (kind, ref_id, subscriber, target, replay) DO NOTHING
  RETURNING 1
)
SELECT count(*)::int AS count FROM made`;

/** The routes that stand for facts of kind `$1`. */
export const ROUTES_OF_KIND = `
SELECT subscriber, kind, item_type, event, key_columns, sources FROM backstory.delivery_routes
WHERE kind = $1 ORDER BY subscriber, item_type, event`;

/** Whoever has routes for facts of kind `$1`. */
export const SUBSCRIBERS_OF_KIND = `
SELECT DISTINCT subscriber FROM backstory.delivery_routes WHERE kind = $1 ORDER BY subscriber`;
