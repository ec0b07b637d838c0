/** One writer of runs at a time in a correlation: its budget is counted together with what it pays. */
export const LOCK_CORRELATION = `
SELECT pg_advisory_xact_lock(hashtextextended('backstory.workflow_runs:' || $1, 0))`;

export const COUNT_RUNS = `
SELECT count(*)::int AS runs FROM backstory.workflow_runs
WHERE correlation_id = $1 AND status <> 'skipped'`;

/**
 * Writes the runs of the array `$1`. One that there is already, for the event or (unless skipped)
 * for the correlation, is left alone and not answered.
 */
export const INSERT_RUNS = `
INSERT INTO backstory.workflow_runs
  (workflow_id, version_id, event_id, aggregate, item_type, item_id, action, status, skip_reason,
   detail, truth, missing, actions, depth, correlation_id, causation_id, finished_at)
SELECT workflow_id, version_id, event_id, aggregate, item_type, item_id, action, status,
  skip_reason, detail, truth, missing, actions, depth, correlation_id, causation_id,
  CASE WHEN status <> 'matched' THEN clock_timestamp() END
FROM jsonb_to_recordset($1::jsonb) AS given (workflow_id bigint, version_id bigint,
  event_id bigint, aggregate text, item_type text, item_id text, action text, status text,
  skip_reason text, detail text, truth jsonb, missing text[], actions jsonb, depth int,
  correlation_id text, causation_id text)
ORDER BY workflow_id
ON CONFLICT DO NOTHING
RETURNING id::text, workflow_id::text, status`;

const RUN = `SELECT r.id::text, r.workflow_id::text, w.name AS workflow_name, v.number,
  r.event_id::text, r.aggregate, r.item_type, r.item_id, r.action, r.status, r.skip_reason,
  r.detail, r.truth, r.missing, r.actions, r.depth, r.correlation_id, r.causation_id,
  r.started_at, r.finished_at, v.definition -> 'actions' AS inputs
FROM backstory.workflow_runs r
JOIN backstory.workflows w ON w.id = r.workflow_id
JOIN backstory.workflow_versions v ON v.id = r.version_id`;

export const READ_RUN = `${RUN} WHERE r.id = $1`;

export const LOCK_RUN = `${READ_RUN} FOR UPDATE OF r`;

/** `$1` workflow, `$2` status, `$3` aggregate, `$4` its record, each null for any; cursor, limit. */
export const LIST_RUNS = `${RUN}
WHERE ($1::bigint IS NULL OR r.workflow_id = $1) AND ($2::text IS NULL OR r.status = $2)
  AND ($3::text IS NULL OR r.aggregate = $3) AND ($4::text IS NULL OR r.item_id = $4)
  AND ($5::bigint IS NULL OR r.id < $5)
ORDER BY r.id DESC LIMIT $6`;

export const RUNS_OF_CORRELATION = `${RUN}
WHERE r.correlation_id = $1 AND r.id > $2::bigint AND r.skip_reason IS DISTINCT FROM 'conditions'
ORDER BY r.id LIMIT $3`;

export const RUNS_BY_ID = `${RUN} WHERE r.id = ANY($1::bigint[])`;

/** Puts the actions `$2` and the status `$3` of run `$1` down; a run that goes on has no end. */
export const UPDATE_RUN = `
UPDATE backstory.workflow_runs
SET actions = $2::jsonb, status = $3, detail = $4,
  finished_at = CASE WHEN $3 <> 'matched' THEN clock_timestamp() END
WHERE id = $1`;

/** Deletes up to `$2` runs that were skipped before `$1`. */
export const TRIM_RUNS = `
WITH old AS (
  SELECT id FROM backstory.workflow_runs
  WHERE status = 'skipped' AND started_at < $1 ORDER BY started_at LIMIT $2
), gone AS (
  DELETE FROM backstory.workflow_runs r USING old WHERE r.id = old.id RETURNING 1
)
SELECT count(*)::int AS count FROM gone`;
