const COLUMNS = `id, user_id, kind, title, body, link, item_type, item_id, actor, correlation_id,
  causation_id, created_at, read_at`;

const OUTBOX = `INSERT INTO backstory.outbox
    (kind, ref_id, item_type, item_id, event, actor, actor_type, source, correlation_id,
     causation_id, summary)`;

/** Writes one unless its key is known, with the outbox row that shows it live. */
export const NOTIFY = `
WITH made AS (
  INSERT INTO backstory.notifications
    (user_id, kind, title, body, link, item_type, item_id, actor, correlation_id, causation_id,
     idempotency_key)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
  ON CONFLICT (idempotency_key) DO NOTHING
  RETURNING *
), told AS (
  ${OUTBOX}
  SELECT 'notification', id, 'Notification', user_id, 'created', $8, $12, 'application', $9, $10,
    jsonb_strip_nulls(jsonb_build_object('kind', kind, 'title', title, 'link', link))
  FROM made
)
SELECT id FROM made`;

/** The one that was there before. */
export const FIND_BY_KEY = 'SELECT id FROM backstory.notifications WHERE idempotency_key = $1';

/** A page of one person's, newest first, from below id `$2`; `$3` leaves out what was read. */
export const LIST = `
SELECT ${COLUMNS} FROM backstory.notifications
WHERE user_id = $1 AND ($2::bigint IS NULL OR id < $2) AND ($3 IS FALSE OR read_at IS NULL)
ORDER BY id DESC LIMIT $4`;

/** How many one person has not read, counted no further than `$2`. */
export const COUNT_UNREAD = `
SELECT count(*)::int AS unread FROM (
  SELECT 1 FROM backstory.notifications WHERE user_id = $1 AND read_at IS NULL LIMIT $2
) AS waiting`;

/** Marks one as read, once, and tells the person's other windows. */
export const MARK_READ = `
WITH marked AS (
  UPDATE backstory.notifications SET read_at = clock_timestamp()
  WHERE user_id = $1 AND id = $2 AND read_at IS NULL
  RETURNING id, user_id
), told AS (
  ${OUTBOX}
  SELECT 'notification', id, 'Notification', user_id, 'read', $3, $4, 'application', $5, $6,
    jsonb_build_object('ids', jsonb_build_array(id::text))
  FROM marked
)
SELECT id FROM marked`;

/** Marks all up to id `$2` as read, with one entry for the person's other windows. */
export const MARK_ALL_READ = `
WITH marked AS (
  UPDATE backstory.notifications SET read_at = clock_timestamp()
  WHERE user_id = $1 AND read_at IS NULL AND ($2::bigint IS NULL OR id <= $2)
  RETURNING id
), told AS (
  ${OUTBOX}
  SELECT 'notification', max(id), 'Notification', $1, 'read', $3, $4, 'application', $5, $6,
    jsonb_build_object('until', max(id)::text)
  FROM marked HAVING count(*) > 0
)
SELECT count(*)::int AS marked FROM marked`;

/** One of one person's. */
export const FIND_OWN = `
SELECT ${COLUMNS} FROM backstory.notifications WHERE user_id = $1 AND id = $2`;

/** Those of a correlation, in order, from after id `$2`. */
export const LIST_OF_CORRELATION = `
SELECT ${COLUMNS} FROM backstory.notifications
WHERE correlation_id = $1 AND ($2::bigint IS NULL OR id > $2) ORDER BY id LIMIT $3`;

/** Those with the ids of the array `$1`. */
export const FIND_MANY = `
SELECT ${COLUMNS} FROM backstory.notifications WHERE id = ANY($1::bigint[]) ORDER BY id`;

/** Deletes up to `$2` that were read longer than `$1` milliseconds ago. */
export const TRIM_READ = `
WITH old AS (
  SELECT id FROM backstory.notifications
  WHERE read_at < clock_timestamp() - $1 * interval '1 millisecond'
  ORDER BY read_at LIMIT $2 FOR UPDATE SKIP LOCKED
), gone AS (
  DELETE FROM backstory.notifications n USING old WHERE n.id = old.id RETURNING 1
)
SELECT count(*)::int AS deleted FROM gone`;
