/** Writes the routes of the array `$1`, in one order everywhere, so that no two processes deadlock. */
export const DECLARE_ROUTES = `
INSERT INTO backstory.delivery_routes
  (kind, item_type, event, subscriber, target, ordered, line, key_columns, sources, coalesces,
   ignores_own, deliveries_of)
SELECT DISTINCT ON (kind, item_type, event, subscriber, target)
  kind, item_type, event, subscriber, target, ordered, line, key_columns, sources, coalesces,
  ignores_own, deliveries_of
FROM jsonb_to_recordset($1::jsonb) AS given (kind text, item_type text, event text,
  subscriber text, target text, ordered boolean, line text, key_columns text[], sources text[],
  coalesces boolean, ignores_own boolean, deliveries_of text)
ORDER BY kind, item_type, event, subscriber, target
ON CONFLICT (kind, item_type, event, subscriber, target)
DO UPDATE SET (ordered, line, key_columns, sources, coalesces, ignores_own, deliveries_of,
  declared_at)
  = (excluded.ordered, excluded.line, excluded.key_columns, excluded.sources, excluded.coalesces,
     excluded.ignores_own, excluded.deliveries_of, clock_timestamp())`;

/** Drops the routes of target `$2` of subscriber `$1`. */
export const DROP_TARGET_ROUTES =
  'DELETE FROM backstory.delivery_routes WHERE subscriber = $1 AND target = $2';

/** Drops what some release registered once and none has for an hour. */
export const DROP_FORGOTTEN_ROUTES = `
DELETE FROM backstory.delivery_routes
WHERE target = '' AND declared_at < clock_timestamp() - interval '1 hour'`;
