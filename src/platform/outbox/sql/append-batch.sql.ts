import { EXPANSION } from './expansion.sql.js';

/**
 * Moves up to `$1` rows from the outbox into the feed, and writes down whom each is owed to, as one
 * statement and so one transaction.
 *
 * The lock on `feed_head` is the fence: whoever holds it is alone, whatever the election says, and
 * the next holder sees the head that was committed. An empty outbox takes no lock and writes
 * nothing. `$2` is how far pub/sub has got, noted along the way.
 *
 * Events of a history that is brought in afterwards are owed to nobody: nobody wants a thousand mails
 * about years ago. Its versions are, since what is computed from a table must hold for all its rows.
 */
export const APPEND_BATCH = `
WITH head AS MATERIALIZED (
  SELECT position FROM backstory.feed_head
  WHERE EXISTS (SELECT 1 FROM backstory.outbox)
  FOR UPDATE
), batch AS (
  DELETE FROM backstory.outbox
  WHERE id IN (
    SELECT id FROM backstory.outbox
    WHERE (SELECT position FROM head) IS NOT NULL
    ORDER BY id LIMIT $1
  )
  RETURNING *
), advanced AS (
  UPDATE backstory.feed_head
  SET position = feed_head.position + (SELECT count(*) FROM batch),
      announced = greatest(feed_head.announced, $2::bigint)
  WHERE EXISTS (SELECT 1 FROM batch)
), appended AS (
  INSERT INTO backstory.feed_entries
    (position, kind, ref_id, item_type, item_id, event, actor, actor_type, source,
     correlation_id, causation_id, aggregate_type, aggregate_id, summary, occurred_at)
  SELECT (SELECT position FROM head) + row_number() OVER (ORDER BY id),
    kind, ref_id, item_type, item_id, event, actor, actor_type, source,
    correlation_id, causation_id, aggregate_type, aggregate_id, summary, occurred_at
  FROM batch
  RETURNING position, ref_id, item_type, item_id, event, source
${EXPANSION}
SELECT appended.*, (SELECT count(*)::int FROM expanded) AS deliveries FROM appended`;
