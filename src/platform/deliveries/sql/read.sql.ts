/** What waits, of each subscriber that has a route or was ever registered as `$1`. */
export const READ_BACKLOG = `
SELECT subscriber,
  (SELECT count(*)::int FROM (SELECT 1 FROM backstory.deliveries d
    WHERE d.subscriber = s.subscriber AND d.state = 'pending' AND d.ordering_key IS NULL
    LIMIT 10000) AS counted)
  + (SELECT count(*)::int FROM (SELECT 1 FROM backstory.deliveries d
    WHERE d.subscriber = s.subscriber AND d.state = 'pending' AND d.ordering_key IS NOT NULL
    LIMIT 10000) AS counted) AS pending,
  (SELECT count(*)::int FROM (SELECT 1 FROM backstory.deliveries d
    WHERE d.subscriber = s.subscriber AND d.state = 'queued' LIMIT 10000) AS counted) AS queued,
  (SELECT count(*)::int FROM (SELECT 1 FROM backstory.deliveries d
    WHERE d.subscriber = s.subscriber AND d.state = 'dead' LIMIT 10000) AS counted) AS dead,
  (SELECT count(*)::int FROM (SELECT 1 FROM backstory.deliveries d
    WHERE d.subscriber = s.subscriber AND d.state = 'parked' LIMIT 10000) AS counted) AS parked,
  (SELECT extract(epoch FROM clock_timestamp() - min(oldest))::float8 FROM (
    (SELECT min(available_at) AS oldest FROM backstory.deliveries d
     WHERE d.subscriber = s.subscriber AND d.state = 'pending' AND d.ordering_key IS NULL
       AND available_at <= clock_timestamp())
    UNION ALL
    (SELECT min(queued_at) FROM backstory.deliveries d
     WHERE d.subscriber = s.subscriber AND d.state = 'queued')) AS ages) AS oldest_seconds
FROM (SELECT DISTINCT subscriber FROM backstory.delivery_routes) AS s
ORDER BY subscriber`;
