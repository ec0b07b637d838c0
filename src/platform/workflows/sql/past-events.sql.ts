import type { AggregateEvents } from '../../events/index.js';

/**
 * One step back through an aggregate's events, `$3` rows at most: from id `$2` (null for the newest),
 * those of action `$1` since `$4`, with where the step ended. What was recorded before `$4` happened
 * before it, so a step that ends there is the last.
 */
export function stepBackSql({ table }: AggregateEvents): string {
  return `
WITH step AS MATERIALIZED (
  SELECT id, action, occurred_at, created_at FROM public.${table}
  WHERE $2::bigint IS NULL OR id < $2 ORDER BY id DESC LIMIT $3
)
SELECT coalesce(array_agg(id::text ORDER BY id DESC)
    FILTER (WHERE action = $1 AND occurred_at >= $4), '{}') AS ids,
  min(id)::text AS last, count(*)::int AS rows,
  coalesce(bool_or(created_at >= $4), false) AS within
FROM step`;
}
