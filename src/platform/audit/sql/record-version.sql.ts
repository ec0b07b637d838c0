import { SESSION_CONTEXT } from './session-context.sql.js';

/**
 * Makes the version of one change and its outbox row. `policy` is what `@Audited` declared, by column
 * name; the images are the row before and after (null when there is none). Returns the version's id,
 * or null when the policy wants none. No pinned search path: it runs with the caller's rights, or
 * below a trigger function that pins it.
 *
 * An expression costs most when a transaction evaluates it first, and transactions of one row are the
 * rule: so few of them, none for an option that a table has not, and what the second INSERT repeats comes
 * back from the first.
 */
const RECORD_VERSION = `
  CREATE OR REPLACE FUNCTION backstory.record_version(
    policy jsonb, old_image jsonb, new_image jsonb, context jsonb)
  RETURNS bigint
  LANGUAGE plpgsql AS $$
  DECLARE
    kept jsonb := coalesce(new_image, old_image);
    key_column text := CASE WHEN jsonb_typeof(policy -> 'key') = 'string' THEN policy ->> 'key' END;
    item text := CASE WHEN key_column IS NULL THEN backstory.item_id(kept, policy -> 'key')
      ELSE kept ->> key_column END;
    what text;
    changes jsonb;
    notable text[];
    unstored text[];
    digest jsonb := '{}';
    parent_item text;
    facts jsonb := context -> 'meta';
    made record;
  BEGIN
    IF policy ?| '{if,unless}' THEN
      IF (policy ? 'if' AND NOT backstory.row_meets(kept, policy -> 'if'))
         OR (policy ? 'unless' AND backstory.row_meets(kept, policy -> 'unless')) THEN
        RETURN NULL;
      END IF;
    END IF;

    IF old_image IS NULL THEN
      what := 'create';
      SELECT jsonb_object_agg(key, jsonb_build_array(NULL, value)) INTO changes
      FROM jsonb_each(new_image) WHERE value <> 'null';
    ELSIF new_image IS NULL THEN
      what := 'destroy';
      SELECT jsonb_object_agg(key, jsonb_build_array(value, NULL)) INTO changes
      FROM jsonb_each(old_image) WHERE value <> 'null';
    ELSIF item <> (CASE WHEN key_column IS NULL THEN backstory.item_id(old_image, policy -> 'key')
        ELSE old_image ->> key_column END) THEN
      -- A row whose key changed is another record from then on.
      PERFORM backstory.record_version(policy, old_image, NULL, context);
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
      what := 'update';
      IF changes ? (policy ->> 'deleted_at') THEN
        what := CASE
          WHEN old_image ->> (policy ->> 'deleted_at') IS NULL THEN 'soft_delete'
          WHEN new_image ->> (policy ->> 'deleted_at') IS NULL THEN 'restore'
          ELSE 'update' END;
      END IF;
    END IF;

    IF policy ? 'redact' THEN
      SELECT changes || coalesce(jsonb_object_agg(name, jsonb_build_array(
        backstory.redact(changes -> name -> 0), backstory.redact(changes -> name -> 1))), '{}')
      INTO changes FROM jsonb_array_elements_text(policy -> 'redact') AS name WHERE changes ? name;
      old_image := backstory.storable(policy, old_image);
    END IF;
    IF policy ? 'skip' THEN
      unstored := backstory.text_array(policy -> 'skip');
      changes := changes - unstored;
      old_image := old_image - unstored;
    END IF;
    IF policy ? 'label' THEN
      digest := digest || jsonb_build_object('label', left(kept ->> (policy ->> 'label'), 120));
    END IF;
    IF facts ? 'application_name' AND context ->> 'source' = 'database' THEN
      digest := digest || jsonb_build_object('program', facts -> 'application_name');
    END IF;
    IF policy ? 'parent' THEN
      parent_item := CASE WHEN jsonb_typeof(policy #> '{parent,key}') = 'string'
        THEN kept ->> (policy #>> '{parent,key}')
        ELSE backstory.item_id(kept, policy #> '{parent,key}') END;
    END IF;
    IF policy ?| '{meta,meta_columns}' THEN
      facts := backstory.facts(policy, kept, facts);
    END IF;

    INSERT INTO backstory.versions (
      item_type, item_subtype, item_id, event, object, object_changes, whodunnit, actor_type, reason,
      correlation_id, causation_id, source, aggregate_type, aggregate_id, meta, schema_version, created_at)
    VALUES (
      policy ->> 'item_type', policy -> 'subtypes' ->> (kept ->> (policy ->> 'discriminator')), item, what,
      old_image, changes, context ->> 'actor', context ->> 'actor_type', context ->> 'reason',
      context ->> 'correlation_id', context ->> 'causation_id', context ->> 'source',
      CASE WHEN parent_item IS NOT NULL THEN policy #>> '{parent,item_type}' END, parent_item, facts,
      coalesce((policy -> 'schema_version')::integer, 1),
      coalesce((context ->> 'occurred_at')::timestamptz, clock_timestamp()))
    RETURNING id, item_type, whodunnit, actor_type, source, correlation_id, causation_id, aggregate_type,
      created_at INTO made;
    INSERT INTO backstory.outbox (
      kind, ref_id, item_type, item_id, event, actor, actor_type, source, correlation_id, causation_id,
      aggregate_type, aggregate_id, summary, occurred_at)
    VALUES (
      'version', made.id, made.item_type, item, what, made.whodunnit, made.actor_type, made.source,
      made.correlation_id, made.causation_id, coalesce(made.aggregate_type, made.item_type),
      coalesce(parent_item, item), digest, made.created_at);
    RETURN made.id;
  END $$`;

export const RECORD_VERSION_SQL = [SESSION_CONTEXT, RECORD_VERSION];
