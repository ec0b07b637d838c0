import { causingDelivery } from '../../outbox/index.js';

/** Makes deliveries of the array `$1`; one that is there already is left alone. */
export const ENQUEUE = `
INSERT INTO backstory.deliveries
  (kind, ref_id, subscriber, target, replay, item_type, item_id, event, aggregate_type,
   aggregate_id, ordering_key, correlation_id, causation_id, depth, available_at)
SELECT kind, ref_id, subscriber, coalesce(target, ''), coalesce(replay, ''), item_type, item_id,
  event, coalesce(aggregate_type, item_type), coalesce(aggregate_id, item_id),
  CASE line WHEN 'none' THEN NULL
    WHEN 'aggregate'
      THEN coalesce(aggregate_type, item_type) || ':' || coalesce(aggregate_id, item_id)
    ELSE coalesce(target, '') END,
  correlation_id, causation_id,
  coalesce((SELECT led.depth + 1 FROM (${causingDelivery('running')}) AS led), 0),
  clock_timestamp() + coalesce(delay, 0) * interval '1 millisecond'
FROM jsonb_to_recordset($1::jsonb) AS given (kind text, ref_id bigint, subscriber text,
  target text, replay text, item_type text, item_id text, event text, aggregate_type text,
  aggregate_id text, line text, running text, correlation_id text, causation_id text, delay float8)
ON CONFLICT (kind, ref_id, subscriber, target, replay) DO NOTHING
RETURNING id::text, subscriber, target`;

/** Makes one delivery like `$1` for each target of `$2`, caused by it. */
export const FAN_OUT = `
INSERT INTO backstory.deliveries
  (kind, ref_id, subscriber, target, replay, item_type, item_id, event, aggregate_type,
   aggregate_id, ordering_key, correlation_id, causation_id, depth)
SELECT kind, ref_id, subscriber, given.target, replay, item_type, item_id, event, aggregate_type,
  aggregate_id, ordering_key || '#' || given.target, correlation_id, 'delivery:' || id, depth
FROM backstory.deliveries CROSS JOIN unnest($2::text[]) WITH ORDINALITY AS given (target, place)
WHERE id = $1 AND given.target <> backstory.deliveries.target
ORDER BY given.place
ON CONFLICT (kind, ref_id, subscriber, target, replay) DO NOTHING`;
