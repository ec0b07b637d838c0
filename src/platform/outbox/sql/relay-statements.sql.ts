/** Becomes the leader for as long as the session lives, or answers false at once. */
export const TRY_LEAD = 'SELECT pg_try_advisory_lock($1::int, $2::int) AS leading';

/**
 * Says to other programs that they must ring; refused while one of them that saw us awake still writes.
 * Refused too while one writes that left ringing to another (`$4`), or the other (`$3`): it may take its
 * time, or roll back. The statement holds both for a moment, in which whoever comes rings himself.
 */
export const FALL_ASLEEP = `
SELECT CASE WHEN pg_try_advisory_xact_lock_shared($3::int, $2::int)
    AND pg_try_advisory_xact_lock($4::int, $2::int)
  THEN pg_try_advisory_lock($1::int, $2::int) ELSE false END AS asleep`;

/** Says that nobody need ring. */
export const WAKE_UP = 'SELECT pg_advisory_unlock($1::int, $2::int)';

/** Whether anything waits to be moved: a tenth of what moving nothing costs. */
export const ANYTHING_WAITS = 'SELECT EXISTS (SELECT 1 FROM backstory.outbox) AS waits';

/** Where the feed and pub/sub stand. */
export const READ_HEAD = 'SELECT epoch, position, announced FROM backstory.feed_head';

/** Notes how far pub/sub has got when no batch comes along to carry it. */
export const NOTE_ANNOUNCED =
  'UPDATE backstory.feed_head SET announced = $1 WHERE announced < $1::bigint';

/** Entries that pub/sub may not have seen. */
export const READ_UNANNOUNCED = `
SELECT position, ref_id, item_type, item_id, event
FROM backstory.feed_entries WHERE position > $1 ORDER BY position LIMIT $2`;

/** How much waits, counted no further than a gauge needs, and since when. */
export const READ_LAG = `
SELECT (SELECT count(*) FROM (SELECT 1 FROM backstory.outbox LIMIT 100000) AS waiting) AS rows,
  coalesce((SELECT extract(epoch FROM clock_timestamp() - occurred_at)
            FROM backstory.outbox ORDER BY id LIMIT 1), 0) AS seconds`;
