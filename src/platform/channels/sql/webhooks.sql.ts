const ENDPOINT = `e.id, e.url, e.description, e.events, e.enabled, e.disabled_reason, e.disabled_at,
  e.failing_since, e.last_success_at, e.last_failure_at, e.last_status, e.created_by,
  e.created_at, e.updated_at`;

const SECRETS = `(SELECT count(*)::int FROM backstory.webhook_secrets s
    WHERE s.endpoint_id = e.id AND (s.expires_at IS NULL OR s.expires_at > now())) AS secrets,
  (SELECT max(s.expires_at) FROM backstory.webhook_secrets s
    WHERE s.endpoint_id = e.id AND s.expires_at > now()) AS previous_secret_expires_at`;

export const LIST_ENDPOINTS = `
SELECT ${ENDPOINT}, ${SECRETS} FROM backstory.webhook_endpoints e
WHERE $1::bigint IS NULL OR e.id < $1 ORDER BY e.id DESC LIMIT $2`;

export const FIND_ENDPOINT = `
SELECT ${ENDPOINT}, ${SECRETS} FROM backstory.webhook_endpoints e WHERE e.id = $1`;

export const LOCK_ENDPOINT = 'SELECT id FROM backstory.webhook_endpoints WHERE id = $1 FOR UPDATE';

export const COUNT_ENDPOINTS = 'SELECT count(*)::int AS count FROM backstory.webhook_endpoints';

export const INSERT_ENDPOINT = `
INSERT INTO backstory.webhook_endpoints (url, description, events, enabled, created_by)
VALUES ($1, $2, $3, $4, $5) RETURNING id`;

/** Switched on again it starts with a clean slate. */
export const UPDATE_ENDPOINT = `
UPDATE backstory.webhook_endpoints SET url = $2, description = $3, events = $4, enabled = $5,
  disabled_reason = CASE WHEN $5 THEN NULL WHEN enabled THEN 'switched off' ELSE disabled_reason END,
  disabled_at = CASE WHEN $5 THEN NULL WHEN enabled THEN clock_timestamp() ELSE disabled_at END,
  failing_since = CASE WHEN $5 AND NOT enabled THEN NULL ELSE failing_since END,
  updated_at = clock_timestamp()
WHERE id = $1`;

export const DELETE_ENDPOINT = 'DELETE FROM backstory.webhook_endpoints WHERE id = $1';

export const INSERT_SECRET =
  'INSERT INTO backstory.webhook_secrets (endpoint_id, secret) VALUES ($1, $2)';

/** The newest secret goes on for `$2` hours; those of before end now: two are valid at the most. */
export const RETIRE_SECRETS = `
UPDATE backstory.webhook_secrets SET expires_at = CASE
  WHEN expires_at IS NULL THEN clock_timestamp() + $2 * interval '1 hour'
  ELSE least(expires_at, clock_timestamp()) END
WHERE endpoint_id = $1`;

export const DROP_DEAD_SECRETS = `
DELETE FROM backstory.webhook_secrets
WHERE endpoint_id = $1 AND expires_at <= clock_timestamp()`;

/** What an attempt needs: where to, and whether. */
export const FIND_TARGET = `
SELECT e.url, e.enabled, e.disabled_reason FROM backstory.webhook_endpoints e WHERE e.id = $1`;

/** What signs for endpoint `$1` now, newest first. */
export const LIVING_SECRETS = `
SELECT id, endpoint_id, secret FROM backstory.webhook_secrets
WHERE endpoint_id = $1 AND (expires_at IS NULL OR expires_at > now()) ORDER BY id DESC`;

/** A page of all secrets beyond id `$1`, which nobody else may change meanwhile. */
export const LOCK_SECRETS = `
SELECT id, endpoint_id, secret FROM backstory.webhook_secrets
WHERE id > $1 ORDER BY id LIMIT $2 FOR UPDATE`;

export const REPLACE_SECRET = 'UPDATE backstory.webhook_secrets SET secret = $2 WHERE id = $1';

export const NEXT_TEST_ID = `SELECT nextval('backstory.webhook_test_ids')::text AS id`;

/** Written when it says something new, not for each of a thousand successes. */
export const NOTE_SUCCESS = `
UPDATE backstory.webhook_endpoints
SET last_success_at = clock_timestamp(), last_status = $2, failing_since = NULL
WHERE id = $1 AND (failing_since IS NOT NULL OR last_status IS DISTINCT FROM $2
  OR last_success_at IS NULL OR last_success_at < clock_timestamp() - interval '10 seconds')`;

/** Answers since when the endpoint fails. */
export const NOTE_FAILURE = `
WITH noted AS (
  UPDATE backstory.webhook_endpoints
  SET last_failure_at = clock_timestamp(), last_status = $2,
    failing_since = coalesce(failing_since, clock_timestamp())
  WHERE id = $1 RETURNING failing_since
)
SELECT failing_since, failing_since < clock_timestamp() - $3 * interval '1 millisecond' AS hopeless
FROM noted`;

export const DISABLE_ENDPOINT = `
UPDATE backstory.webhook_endpoints
SET enabled = false, disabled_reason = $2, disabled_at = clock_timestamp(),
  updated_at = clock_timestamp()
WHERE id = $1 AND enabled`;
