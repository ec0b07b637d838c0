/** `$1` events over a year: every other one of one aggregate, the rest spread over a thousand. */
export const FILL_EVENTS = `
  INSERT INTO bench_events (bench_id, action, actor_id, actor_type, record_type, record_id, extra,
    correlation_id, occurred_at, created_at)
  SELECT CASE WHEN n % 2 = 0 THEN '1' ELSE (n % 1000)::text || 'x' END,
    CASE WHEN n % 3 = 0 THEN 'viewed' ELSE 'commented' END, 'user' || (n % 200), 'user',
    CASE WHEN n % 3 > 0 THEN 'Comment' END, CASE WHEN n % 3 > 0 THEN n::text END,
    CASE WHEN n % 3 > 0 THEN jsonb_build_object('excerpt', 'what was said, in short, ' || n) END,
    'correlation-' || (n / 10), at, at
  FROM generate_series(1, $1::integer) AS n
  CROSS JOIN LATERAL (SELECT
    timestamptz '2026-01-01 00:00:00Z' + n * interval '365 days' / $1::integer AS at) AS moment
  ORDER BY n`;
