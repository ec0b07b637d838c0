/**
 * All in plpgsql, whose plans live as long as the session: a body in SQL is planned anew in every
 * statement that calls it (until PostgreSQL 18), ten times the cost of what it does.
 */
const HELPERS = [
  // Does the row hold (one of) the value(s) of every column in the condition?
  `CREATE FUNCTION backstory.row_meets(image jsonb, condition jsonb) RETURNS boolean
   LANGUAGE plpgsql IMMUTABLE AS $$
   BEGIN
     RETURN (SELECT bool_and(wanted.value @> jsonb_build_array(image -> wanted.key))
       FROM jsonb_each(condition) AS wanted);
   END $$`,
  // The key as text: one column's value, or canonical JSON of several ({name: column}). Null when
  // any part is.
  `CREATE FUNCTION backstory.item_id(image jsonb, key jsonb) RETURNS text
   LANGUAGE plpgsql IMMUTABLE AS $$
   BEGIN
     IF jsonb_typeof(key) = 'string' THEN
       RETURN image ->> (key #>> '{}');
     END IF;
     RETURN (SELECT CASE WHEN bool_and(image -> part.value <> 'null')
         THEN jsonb_object_agg(part.key, image -> part.value) END
       FROM jsonb_each_text(key) AS part);
   END $$`,
  `CREATE FUNCTION backstory.text_array(list jsonb) RETURNS text[]
   LANGUAGE plpgsql IMMUTABLE AS $$
   BEGIN
     RETURN ARRAY(SELECT jsonb_array_elements_text(list));
   END $$`,
];

/**
 * Who acts in a transaction of which the application said nothing: the database session itself. Made
 * once per transaction, so that its versions share a correlation.
 */
const SESSION_CONTEXT = `
  CREATE FUNCTION backstory.session_context() RETURNS jsonb
  LANGUAGE plpgsql AS $$
  DECLARE
    context jsonb := jsonb_build_object(
      'actor', 'db:' || session_user,
      'actor_type', 'database',
      'correlation_id', gen_random_uuid(),
      'source', 'database',
      'meta', jsonb_strip_nulls(jsonb_build_object(
        'database_user', session_user,
        'application_name', nullif(current_setting('application_name'), ''),
        'client_address', host(inet_client_addr()))));
  BEGIN
    PERFORM set_config('backstory.context', context::text, true);
    RETURN context;
  END $$`;

/**
 * The one place where a version is made. \`policy\` is what \`@Audited\` declared, by column name; the
 * images are the row before and after (null when there is none). Writes the outbox row with it.
 * Returns the version's id, or null when the policy wants none. No pinned search path: it runs with
 * the caller's rights, or below a trigger function that pins it.
 */
const RECORD_VERSION = `
  CREATE FUNCTION backstory.record_version(policy jsonb, old_image jsonb, new_image jsonb, context jsonb)
  RETURNS bigint
  LANGUAGE plpgsql AS $$
  DECLARE
    kept jsonb := coalesce(new_image, old_image);
    item text := backstory.item_id(kept, policy -> 'key');
    what text;
    changes jsonb;
    notable text[];
    digest jsonb := '{}';
    parent_item text;
    facts jsonb := context -> 'meta';
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
      SELECT old_image || coalesce(jsonb_object_agg(name, backstory.redact(old_image -> name)), '{}')
      INTO old_image FROM jsonb_array_elements_text(policy -> 'redact') AS name WHERE old_image ? name;
    END IF;
    IF policy ? 'skip' THEN
      changes := changes - backstory.text_array(policy -> 'skip');
      old_image := old_image - backstory.text_array(policy -> 'skip');
    END IF;
    IF policy ? 'label' THEN
      digest := digest || jsonb_build_object('label', left(kept ->> (policy ->> 'label'), 120));
    END IF;
    IF policy ? 'parent' THEN
      parent_item := backstory.item_id(kept, policy -> 'parent' -> 'key');
    END IF;

    IF policy ? 'meta' THEN
      facts := coalesce(facts, '{}') || (policy -> 'meta');
    END IF;
    IF policy ? 'meta_columns' THEN
      SELECT coalesce(facts, '{}') || jsonb_object_agg(entry.key, kept -> entry.value)
      INTO facts FROM jsonb_each_text(policy -> 'meta_columns') AS entry;
    END IF;

    WITH version AS (
      INSERT INTO backstory.versions (
        item_type, item_subtype, item_id, event, object, object_changes, whodunnit, actor_type, reason,
        correlation_id, causation_id, source, aggregate_type, aggregate_id, meta, schema_version, created_at)
      VALUES (
        policy ->> 'item_type',
        policy -> 'subtypes' ->> (kept ->> (policy ->> 'discriminator')),
        item, what, old_image, changes,
        context ->> 'actor', context ->> 'actor_type', context ->> 'reason',
        context ->> 'correlation_id', context ->> 'causation_id', context ->> 'source',
        CASE WHEN parent_item IS NOT NULL THEN policy -> 'parent' ->> 'item_type' END,
        parent_item,
        facts,
        coalesce((policy -> 'schema_version')::integer, 1),
        coalesce((context ->> 'occurred_at')::timestamptz, clock_timestamp()))
      RETURNING *)
    INSERT INTO backstory.outbox (
      kind, ref_id, item_type, item_id, event, actor, actor_type, source, correlation_id, causation_id,
      aggregate_type, aggregate_id, summary, occurred_at)
    SELECT 'version', id, item_type, item_id, event, whodunnit, actor_type, source, correlation_id,
      causation_id, coalesce(aggregate_type, item_type), coalesce(aggregate_id, item_id),
      digest, created_at
    FROM version
    RETURNING ref_id INTO version_id;
    RETURN version_id;
  END $$`;

export const RECORD_VERSION_SQL = [...HELPERS, SESSION_CONTEXT, RECORD_VERSION];
