// `ORDER BY position` would sort by the text of this list: say `entry.position`.
const COLUMNS = `position::text AS position, kind, ref_id::text AS ref_id, item_type, item_id, event,
  actor, actor_type, source, correlation_id, causation_id, aggregate_type, aggregate_id,
  summary::text AS summary,
  to_char(occurred_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS occurred_at`;

/** The next entries after `$1`. */
export const READ_AFTER = `
SELECT ${COLUMNS} FROM backstory.feed_entries AS entry
WHERE position > $1 ORDER BY entry.position LIMIT $2`;

/** Entries in `($1, $2]`, narrowed by what of a filter an index can use. */
export const READ_RANGE = `
SELECT ${COLUMNS} FROM backstory.feed_entries AS entry
WHERE position > $1 AND position <= $2
  AND ($4::text[] IS NULL OR item_type = ANY ($4))
  AND ($5::text[] IS NULL OR item_id = ANY ($5))
  AND ($6::text[] IS NULL OR correlation_id = ANY ($6))
ORDER BY entry.position LIMIT $3`;

/** Whether the entry at `$1` is there and younger than `$2` milliseconds. */
export const IS_IN_WINDOW = `
SELECT appended_at > clock_timestamp() - $2 * interval '1 millisecond' AS young
FROM backstory.feed_entries WHERE position = $1`;

export const READ_FEED_HEAD = 'SELECT epoch, position::text AS position FROM backstory.feed_head';
