/** The last position that lies outside the window of `$1` entries and `$2` milliseconds. */
export const READ_WINDOW_START = `
SELECT greatest(
  (SELECT position - $1::bigint FROM backstory.feed_head),
  (SELECT max(position) FROM backstory.feed_entries
   WHERE appended_at < clock_timestamp() - $2 * interval '1 millisecond'),
  0)::text AS position`;

/** Deletes up to `$2` entries at or below `$1`, oldest first. */
export const TRIM_PAGE = `
WITH gone AS (
  DELETE FROM backstory.feed_entries WHERE position IN (
    SELECT position FROM backstory.feed_entries WHERE position <= $1 ORDER BY position LIMIT $2)
  RETURNING 1)
SELECT count(*)::int AS count FROM gone`;
