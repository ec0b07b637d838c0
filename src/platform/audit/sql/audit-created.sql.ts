import { SETTINGS_DIFFER } from './audit-triggers.sql.js';

/**
 * Records all rows of an INSERT at once, when the trigger is called for the first of them: a version
 * each costs half of what a call of `record_version` each does. A row trigger nevertheless, because
 * one for the statement would run after every other row trigger, and a row that one of those changes
 * would be updated in history before it was created.
 *
 * A lone row is cheaper the other way.
 *
 * Rows that were put together from different actions may each have their own: `rows` of the context holds
 * correlation, causation and meta by the text of the key.
 */
const AUDIT_CREATED = `
  CREATE OR REPLACE FUNCTION backstory.audit_created() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  DECLARE
    policy jsonb;
    context jsonb;
    first record;
    differ boolean;
    version_id bigint;
  BEGIN
    SELECT * INTO first FROM created;
    IF NOT first *= NEW THEN
      RETURN NULL;
    END IF;
    policy := TG_ARGV[0];
    context := coalesce(
      nullif(current_setting('backstory.context', true), '')::jsonb, backstory.session_context());
    differ := ${SETTINGS_DIFFER};
    IF NOT EXISTS (SELECT FROM created OFFSET 1) THEN
      version_id := backstory.record_version(policy, NULL, CASE
        WHEN differ THEN backstory.pinned_row_image(NEW, NULL) ELSE to_jsonb(NEW) END, context);
      RETURN NULL;
    END IF;

    DECLARE
      kind text := policy ->> 'item_type';
      key_column text := CASE WHEN jsonb_typeof(policy -> 'key') = 'string' THEN policy ->> 'key' END;
      subtypes jsonb := policy -> 'subtypes';
      parent_kind text := policy -> 'parent' ->> 'item_type';
      label text := policy ->> 'label';
      required jsonb := policy -> 'if';
      excluded jsonb := policy -> 'unless';
      hides boolean := policy ? 'redact' OR policy ? 'skip';
      adds boolean := policy ? 'meta' OR policy ? 'meta_columns';
      facts jsonb := context -> 'meta';
      who text := context ->> 'actor';
      who_type text := context ->> 'actor_type';
      why text := context ->> 'reason';
      shared_correlation text := context ->> 'correlation_id';
      shared_causation text := context ->> 'causation_id';
      origin text := context ->> 'source';
      schema_number integer := coalesce((policy -> 'schema_version')::integer, 1);
      moment timestamptz := context ->> 'occurred_at';
      own jsonb := context -> 'rows';
      program jsonb := CASE WHEN origin = 'database' AND facts ? 'application_name'
        THEN jsonb_build_object('program', facts -> 'application_name') ELSE '{}' END;
    BEGIN
      WITH fact AS MATERIALIZED (
        SELECT nextval('backstory.versions_id_seq') AS id,
          CASE WHEN subtypes IS NOT NULL
            THEN subtypes ->> (image ->> (policy ->> 'discriminator')) END AS subtype,
          item,
          coalesce(own -> item ->> 'correlation_id', shared_correlation) AS correlation,
          coalesce(own -> item ->> 'causation_id', shared_causation) AS causation,
          coalesce((
            SELECT jsonb_object_agg(key, jsonb_build_array(NULL, value))
            FROM jsonb_each(CASE WHEN hides THEN backstory.storable(policy, image) ELSE image END)
            WHERE value <> 'null'), '{}') AS changes,
          CASE WHEN parent_kind IS NOT NULL
            THEN backstory.item_id(image, policy -> 'parent' -> 'key') END AS parent_item,
          CASE WHEN adds THEN backstory.facts(policy, image, coalesce(own -> item -> 'meta', facts))
            ELSE coalesce(own -> item -> 'meta', facts) END AS meta,
          CASE WHEN label IS NULL THEN program
            ELSE program || jsonb_build_object('label', left(image ->> label, 120)) END AS digest,
          coalesce(moment, clock_timestamp()) AS at
        FROM (
          SELECT image, CASE WHEN key_column IS NOT NULL THEN image ->> key_column
            ELSE backstory.item_id(image, policy -> 'key') END AS item
          FROM (
            SELECT CASE WHEN differ THEN backstory.pinned_row_image(created, NULL)
              ELSE to_jsonb(created) END AS image
            -- Kept apart from what reads it, or each reader would make its own.
            FROM created OFFSET 0) AS imaged OFFSET 0) AS made
        WHERE (required IS NULL OR backstory.row_meets(image, required))
          AND (excluded IS NULL OR NOT backstory.row_meets(image, excluded))
      ), version AS (
        INSERT INTO backstory.versions (
          id, item_type, item_subtype, item_id, event, object_changes, whodunnit, actor_type, reason,
          correlation_id, causation_id, source, aggregate_type, aggregate_id, meta, schema_version,
          created_at)
        OVERRIDING SYSTEM VALUE
        SELECT id, kind, subtype, item, 'create', changes, who, who_type, why,
          fact.correlation, fact.causation, origin, CASE WHEN parent_item IS NOT NULL THEN parent_kind END,
          parent_item, meta, schema_number, at
        FROM fact
      )
      INSERT INTO backstory.outbox (
        kind, ref_id, item_type, item_id, event, actor, actor_type, source, correlation_id,
        causation_id, aggregate_type, aggregate_id, summary, occurred_at)
      SELECT 'version', id, kind, item, 'create', who, who_type, origin,
        fact.correlation, fact.causation,
        CASE WHEN parent_item IS NOT NULL THEN parent_kind ELSE kind END,
        coalesce(parent_item, item), digest, at
      FROM fact;
    END;
    RETURN NULL;
  END $$`;

export const AUDIT_CREATED_SQL = [
  AUDIT_CREATED,
  'REVOKE EXECUTE ON FUNCTION backstory.audit_created() FROM PUBLIC',
];
