/** A workflow with the definition of the version in force; tables go by `w` and `v`. */
const WORKFLOW = `SELECT w.id::text, w.item_type, w.enabled, w.revision, w.consecutive_failures,
  w.disabled_reason, w.created_by, w.updated_by, w.created_at, w.updated_at,
  v.id::text AS version_id, v.number, v.definition
FROM backstory.workflows w JOIN backstory.workflow_versions v ON v.id = w.version_id
WHERE w.destroyed_at IS NULL`;

export const READ_WORKFLOW = `${WORKFLOW} AND w.id = $1`;

export const LOCK_WORKFLOW = `${WORKFLOW} AND w.id = $1 FOR UPDATE OF w`;

/** `$1` whether enabled, `$2` aggregate, `$3` action, each null for any; `$4` cursor, `$5` limit. */
export const LIST_WORKFLOWS = `${WORKFLOW}
  AND ($1::boolean IS NULL OR w.enabled = $1) AND ($2::text IS NULL OR w.aggregate = $2)
  AND ($3::text IS NULL OR w.triggered_on = $3) AND ($4::bigint IS NULL OR w.id < $4)
ORDER BY w.id DESC LIMIT $5`;

/** One writer of workflows at a time: routes are counted together with what they are for. */
export const LOCK_WRITERS = `SELECT pg_advisory_xact_lock(hashtextextended('backstory.workflows', 0))`;

/** With its first version, each by one insert: its history begins with what it says. */
export const INSERT_WORKFLOW = `
WITH workflow AS (
  INSERT INTO backstory.workflows (name, aggregate, item_type, triggered_on, allow_automation,
    enabled, created_by, updated_by, version_id)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $7,
    nextval(pg_get_serial_sequence('backstory.workflow_versions', 'id')))
  RETURNING id, version_id
)
INSERT INTO backstory.workflow_versions
  (id, workflow_id, number, definition, created_by, correlation_id)
OVERRIDING SYSTEM VALUE
SELECT version_id, id, 1, $8::jsonb, $7, $9 FROM workflow
RETURNING workflow_id::text AS id`;

/** The next version of workflow `$1`, put in force. */
export const INSERT_VERSION = `
WITH version AS (
  INSERT INTO backstory.workflow_versions
    (workflow_id, number, definition, created_by, correlation_id)
  SELECT $1, coalesce(max(number), 0) + 1, $2::jsonb, $3, $4
  FROM backstory.workflow_versions WHERE workflow_id = $1
  RETURNING id
)
UPDATE backstory.workflows w
SET version_id = version.id, name = $5, aggregate = $6, item_type = $7, triggered_on = $8,
  allow_automation = $9
FROM version WHERE w.id = $1`;

/** A change by a person: the revision goes up, what failed before is forgotten when it is enabled. */
export const TOUCH_WORKFLOW = `
UPDATE backstory.workflows
SET revision = revision + 1, updated_by = $2, updated_at = clock_timestamp(), enabled = $3,
  disabled_reason = CASE WHEN $3 THEN NULL WHEN enabled THEN $4 ELSE disabled_reason END,
  consecutive_failures = CASE WHEN $3 THEN 0 ELSE consecutive_failures END
WHERE id = $1`;

export const DESTROY_WORKFLOW = `
UPDATE backstory.workflows
SET destroyed_at = clock_timestamp(), enabled = false, updated_by = $2, revision = revision + 1
WHERE id = $1`;

export const IS_ANYBODY_LISTENING = `
SELECT EXISTS (SELECT 1 FROM backstory.workflows
  WHERE aggregate = $1 AND triggered_on = $2 AND enabled AND destroyed_at IS NULL) AS listening`;

const VERSION = `SELECT v.id::text, v.number, v.definition, v.created_by, v.correlation_id, v.created_at
FROM backstory.workflow_versions v WHERE v.workflow_id = $1`;

export const READ_VERSION = `${VERSION} AND v.number = $2`;

export const LIST_VERSIONS = `${VERSION} AND ($2::bigint IS NULL OR v.id < $2) ORDER BY v.id DESC LIMIT $3`;

/** What is held against each event: who listens, in the order of their making. */
export const LISTENING = `
SELECT w.id::text, w.name, w.version_id::text, w.allow_automation
FROM backstory.workflows w
WHERE w.aggregate = $1 AND w.triggered_on = $2 AND w.enabled AND w.destroyed_at IS NULL
ORDER BY w.id`;

export const READ_DEFINITIONS = `
SELECT id::text, number, definition FROM backstory.workflow_versions WHERE id = ANY($1::bigint[])`;

export const COUNT_FAILURE = `
UPDATE backstory.workflows SET consecutive_failures = consecutive_failures + 1
WHERE id = $1 RETURNING consecutive_failures, enabled, name`;

export const FORGET_FAILURES = `
UPDATE backstory.workflows SET consecutive_failures = 0
WHERE id = $1 AND consecutive_failures > 0`;
