import { SESSION_CONTEXT } from './session-context.sql.js';

/**
 * Makes the version of one change and its outbox row. `policy` is what `@Audited` declared, by column
 * name; the images are the row before and after (null when there is none). Returns the version's id,
 * or null when the policy wants none. No pinned search path: it runs with the caller's rights, or
 * below a trigger function that pins it.
 *
 * What an INSERT needs is made by assignments, which plpgsql evaluates without a plan of their own.
 */
const RECORD_VERSION = `
  CREATE OR REPLACE FUNCTION backstory.record_version(
    policy jsonb, old_image jsonb, new_image jsonb, context jsonb)
  RETURNS bigint
  LANGUAGE plpgsql AS $$
  DECLARE
    kept jsonb := coalesce(new_image, old_image);
    item text := backstory.item_id(kept, policy -> 'key');
    kind text := policy ->> 'item_type';
    subtype text := policy -> 'subtypes' ->> (kept ->> (policy ->> 'discriminator'));
    what text;
    changes jsonb;
    notable text[];
    digest jsonb := '{}';
    parent_kind text;
    parent_item text;
    facts jsonb := context -> 'meta';
    who text := context ->> 'actor';
    who_type text := context ->> 'actor_type';
    why text := context ->> 'reason';
    correlation text := context ->> 'correlation_id';
    causation text := context ->> 'causation_id';
    origin text := context ->> 'source';
    schema_number integer := coalesce((policy -> 'schema_version')::integer, 1);
    moment timestamptz := coalesce((context ->> 'occurred_at')::timestamptz, clock_timestamp());
    version_id bigint;
  BEGIN
    IF (policy ? 'if' AND NOT backstory.row_meets(kept, policy -> 'if'))
       OR (policy ? 'unless' AND backstory.row_meets(kept, policy -> 'unless')) THEN
      RETURN NULL;
    END IF;

    IF old_image IS NULL THEN
      what := 'create';
      SELECT jsonb_object_agg(key, jsonb_build_array(NULL, value)) INTO changes
      FROM jsonb_each(new_image) WHERE value <> 'null';
    ELSIF new_image IS NULL THEN
      what := 'destroy';
      SELECT jsonb_object_agg(key, jsonb_build_array(value, NULL)) INTO changes
      FROM jsonb_each(old_image) WHERE value <> 'null';
    ELSIF item <> backstory.item_id(old_image, policy -> 'key') THEN
      -- A row whose key changed is another record from then on.
      version_id := backstory.record_version(policy, old_image, NULL, context);
      RETURN backstory.record_version(policy, NULL, new_image, context);
    ELSE
      SELECT jsonb_object_agg(key, jsonb_build_array(old_image -> key, value)), array_agg(key) FILTER (
        WHERE coalesce(policy -> 'only' ? key, true) AND NOT coalesce(policy -> 'ignore' ? key, false)
          AND NOT coalesce(policy -> 'skip' ? key, false))
      INTO changes, notable
      FROM jsonb_each(new_image) WHERE value IS DISTINCT FROM old_image -> key;
      IF notable IS NULL THEN
        RETURN NULL;
      END IF;
      digest := jsonb_build_object('changed', notable);
      what := CASE
        WHEN NOT coalesce(changes ? (policy ->> 'deleted_at'), false) THEN 'update'
        WHEN old_image ->> (policy ->> 'deleted_at') IS NULL THEN 'soft_delete'
        WHEN new_image ->> (policy ->> 'deleted_at') IS NULL THEN 'restore'
        ELSE 'update' END;
    END IF;

    IF policy ? 'redact' THEN
      SELECT changes || coalesce(jsonb_object_agg(name, jsonb_build_array(
        backstory.redact(changes -> name -> 0), backstory.redact(changes -> name -> 1))), '{}')
      INTO changes FROM jsonb_array_elements_text(policy -> 'redact') AS name WHERE changes ? name;
    END IF;
    IF policy ? 'skip' THEN
      changes := changes - backstory.text_array(policy -> 'skip');
    END IF;
    IF policy ? 'label' THEN
      digest := digest || jsonb_build_object('label', left(kept ->> (policy ->> 'label'), 120));
    END IF;
    IF origin = 'database' AND facts ? 'application_name' THEN
      digest := digest || jsonb_build_object('program', facts -> 'application_name');
    END IF;
    IF policy ? 'parent' THEN
      parent_item := backstory.item_id(kept, policy -> 'parent' -> 'key');
      parent_kind := CASE WHEN parent_item IS NOT NULL THEN policy -> 'parent' ->> 'item_type' END;
    END IF;
    IF policy ? 'meta' OR policy ? 'meta_columns' THEN
      facts := backstory.facts(policy, kept, facts);
    END IF;

    IF policy ? 'redact' OR policy ? 'skip' THEN
      old_image := backstory.storable(policy, old_image);
    END IF;

    version_id := nextval('backstory.versions_id_seq');
    INSERT INTO backstory.versions (
      id, item_type, item_subtype, item_id, event, object, object_changes, whodunnit, actor_type, reason,
      correlation_id, causation_id, source, aggregate_type, aggregate_id, meta, schema_version, created_at)
    OVERRIDING SYSTEM VALUE
    VALUES (
      version_id, kind, subtype, item, what, old_image, changes, who, who_type, why,
      correlation, causation, origin, parent_kind, parent_item, facts, schema_number, moment);
    INSERT INTO backstory.outbox (
      kind, ref_id, item_type, item_id, event, actor, actor_type, source, correlation_id, causation_id,
      aggregate_type, aggregate_id, summary, occurred_at)
    VALUES (
      'version', version_id, kind, item, what, who, who_type, origin, correlation, causation,
      coalesce(parent_kind, kind), coalesce(parent_item, item), digest, moment);
    RETURN version_id;
  END $$`;

export const RECORD_VERSION_SQL = [SESSION_CONTEXT, RECORD_VERSION];
