/**
 * Deletes what was delivered or skipped longer than `$2` milliseconds ago, of the next `$3` rows after
 * id `$1`, with its attempts. What is dead stays until somebody decides about it.
 */
export const TRIM_PAGE = `
WITH page AS (
  SELECT id, state, done_at, created_at FROM backstory.deliveries
  WHERE id > $1::bigint ORDER BY id LIMIT $3
), gone AS (
  DELETE FROM backstory.deliveries d USING page
  WHERE d.id = page.id AND d.state IN ('done', 'skipped')
    AND d.done_at < clock_timestamp() - $2 * interval '1 millisecond'
  RETURNING 1
)
SELECT (SELECT max(id)::text FROM page) AS last, (SELECT count(*)::int FROM gone) AS deleted,
  coalesce((SELECT max(created_at) FROM page)
    < clock_timestamp() - $2 * interval '1 millisecond', false) AS more`;
