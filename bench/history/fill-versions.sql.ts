/**
 * A trail of `$1` versions over a year: one post with a tenth of them, one with a tenth in its
 * comments, the others spread over posts of about forty versions. Ten to a correlation, 200 actors, one
 * version in 5,000 of a rare type.
 */
export const FILL_VERSIONS = `
  INSERT INTO backstory.versions (
    item_type, item_id, event, object, object_changes, whodunnit, actor_type, correlation_id,
    source, aggregate_type, aggregate_id, created_at)
  SELECT
    made.type,
    made.item,
    CASE WHEN made.sequence = 0 THEN 'create' ELSE 'update' END,
    CASE WHEN made.sequence > 0 THEN jsonb_build_object(
      'id', made.item, 'title', 'title ' || n, 'body', repeat('text ', 40), 'status', 'draft') END,
    jsonb_build_object('title', jsonb_build_array('title ' || n, 'title ' || (n + 1)),
      'status', jsonb_build_array('draft', CASE WHEN n % 1000 = 0 THEN 'published' ELSE 'draft' END)),
    'user' || (n % 200),
    'user',
    'correlation-' || (n / 10),
    'application',
    CASE WHEN made.type = 'BenchComment' THEN 'BenchPost' END,
    CASE WHEN made.type = 'BenchComment' THEN '2' END,
    timestamptz '2026-01-01 00:00:00Z' + n * interval '365 days' / $1
  FROM generate_series(1, $1::integer) AS n
  CROSS JOIN LATERAL (SELECT
    CASE WHEN n % 5000 = 7 THEN 'BenchRare' WHEN n % 10 = 1 THEN 'BenchComment' ELSE 'BenchPost' END AS type,
    CASE WHEN n % 5000 = 7 THEN n::text
      WHEN n % 10 = 0 THEN '1'
      WHEN n % 10 = 1 THEN (n / 100)::text
      ELSE (3 + n % ($1 / 50))::text END AS item,
    CASE WHEN n % 10 = 0 THEN n - 10 ELSE n / ($1 / 50) END AS sequence) AS made
  ORDER BY n`;
