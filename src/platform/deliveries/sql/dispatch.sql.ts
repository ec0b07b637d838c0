/** A delivery on its way into a queue. */
export interface ClaimedRow {
  readonly id: string;
  readonly subscriber: string;
  readonly attempts: number;
  readonly crashes: number;
  readonly correlation_id: string | null;
}

const CLAIMED = 'd.id::text, d.subscriber, d.attempts, d.crashes, d.correlation_id';

/**
 * Takes due deliveries without an order: for each subscriber of `$1` as many as `$2` says, with a
 * lease of `$3` milliseconds. Whoever else takes some at the same time takes others.
 */
export const CLAIM_DUE = `
UPDATE backstory.deliveries d
SET state = 'queued', queued_at = clock_timestamp(),
  lease_until = clock_timestamp() + $3 * interval '1 millisecond'
FROM unnest($1::text[], $2::int[]) AS wanted (subscriber, room)
CROSS JOIN LATERAL (
  SELECT id FROM backstory.deliveries
  WHERE subscriber = wanted.subscriber AND state = 'pending' AND ordering_key IS NULL
    AND available_at <= clock_timestamp()
  ORDER BY available_at, id LIMIT wanted.room
  FOR UPDATE SKIP LOCKED
) AS due
WHERE d.id = due.id
RETURNING ${CLAIMED}`;

/**
 * Takes the first of each line of subscriber `$1`, up to `$2`, where it is due. One row of a line is
 * open at a time, so its second is not looked at before the first is done with; nor is an old one that
 * was retried, and so comes first again, while a later one is at work. The walk jumps from line to line
 * in the index: a line with a hundred thousand waiting costs as much as one with two.
 *
 * Who coalesces waits until the relay has also expanded what was in the outbox with the first of the
 * line: a transaction of ten thousand rows is one call, however many batches the relay needs for it.
 */
export const CLAIM_HEADS = `
WITH RECURSIVE heads AS (
  (SELECT ordering_key, id, state, available_at, backlog FROM backstory.deliveries
   WHERE subscriber = $1 AND ordering_key IS NOT NULL AND state IN ('pending', 'queued', 'parked')
   ORDER BY ordering_key, id LIMIT 1)
  UNION ALL
  SELECT following.* FROM heads CROSS JOIN LATERAL (
    SELECT ordering_key, id, state, available_at, backlog FROM backstory.deliveries
    WHERE subscriber = $1 AND ordering_key > heads.ordering_key
      AND state IN ('pending', 'queued', 'parked')
    ORDER BY ordering_key, id LIMIT 1) AS following
), due AS MATERIALIZED (
  SELECT id FROM heads WHERE state = 'pending' AND available_at <= clock_timestamp()
    AND coalesce((SELECT min(id) FROM backstory.outbox) > backlog, true)
    AND NOT EXISTS (SELECT 1 FROM backstory.deliveries later WHERE later.subscriber = $1
      AND later.ordering_key = heads.ordering_key AND later.state = 'queued')
  LIMIT $2
), locked AS (
  SELECT id FROM backstory.deliveries WHERE id = ANY(ARRAY(SELECT id FROM due))
    AND state = 'pending' FOR UPDATE SKIP LOCKED
)
UPDATE backstory.deliveries d
SET state = 'queued', queued_at = clock_timestamp(),
  lease_until = clock_timestamp() + $3 * interval '1 millisecond'
FROM locked WHERE d.id = locked.id
RETURNING ${CLAIMED}`;

/** How many deliveries of each subscriber of `$1` sit in its queue, or run. */
export const COUNT_QUEUED = `
SELECT subscriber, count(*)::int AS queued FROM backstory.deliveries
WHERE state = 'queued' AND subscriber = ANY($1) GROUP BY subscriber`;

/** Gives back what the queue did not take; `$2` holds their attempts, so that none since is undone. */
export const GIVE_BACK = `
UPDATE backstory.deliveries d SET state = 'pending', queued_at = NULL, lease_until = NULL
FROM unnest($1::bigint[], $2::int[]) AS given (id, attempts)
WHERE d.id = given.id AND d.attempts = given.attempts AND d.state = 'queued'`;

/**
 * What has sat in its queue for longer than its lease, up to `$2`, and does not run: a running one
 * is locked by its handler's transaction.
 */
export const RENEW_LEASES = `
UPDATE backstory.deliveries d
SET lease_until = clock_timestamp() + $1 * interval '1 millisecond'
WHERE d.id IN (
  SELECT id FROM backstory.deliveries
  WHERE state = 'queued' AND subscriber = ANY($3) AND lease_until < clock_timestamp()
  ORDER BY lease_until LIMIT $2 FOR UPDATE SKIP LOCKED)
RETURNING ${CLAIMED}`;

/** Since when each subscriber's queue has had something in it; suspects wait elsewhere. */
export const OLDEST_QUEUED = `
SELECT subscriber, min(queued_at) AS since FROM backstory.deliveries
WHERE state = 'queued' AND crashes = 0 GROUP BY subscriber`;

/**
 * What some direct subscriber of `$1` was given and its lease has run out, though nobody is at work on
 * it: a running one is locked by its handler's transaction.
 */
export const FIND_LOST = `
SELECT ${CLAIMED} FROM backstory.deliveries d
WHERE d.state = 'queued' AND d.subscriber = ANY($1) AND d.lease_until < clock_timestamp()
ORDER BY d.lease_until LIMIT 100 FOR UPDATE SKIP LOCKED`;
