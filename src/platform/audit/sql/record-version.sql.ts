/** Does the row hold every `{column: [values]}` of the condition? */
const ROW_MEETS = `
  CREATE FUNCTION backstory.row_meets(image jsonb, condition jsonb) RETURNS boolean
  LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT bool_and(wanted.value @> jsonb_build_array(image -> wanted.key))
  FROM jsonb_each(condition) AS wanted
  $$`;

/** The primary key as text: the value itself, or canonical JSON for a composite key. */
const ITEM_ID = `
  CREATE FUNCTION backstory.item_id(image jsonb, key jsonb) RETURNS text
  LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT CASE WHEN jsonb_array_length(key) = 1 THEN image ->> (key ->> 0)
    ELSE (SELECT jsonb_object_agg(name, image -> name)::text FROM jsonb_array_elements_text(key) AS name)
  END
  $$`;

/**
 * Who acts in this transaction: what the application put there, else the database session itself.
 * A session's own context is made once per transaction, so that its versions share a correlation.
 */
const TRANSACTION_CONTEXT = `
  CREATE FUNCTION backstory.transaction_context() RETURNS jsonb
  LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
  DECLARE
    given text := nullif(current_setting('backstory.context', true), '');
    context jsonb;
  BEGIN
    IF given IS NOT NULL THEN
      RETURN given;
    END IF;
    context := jsonb_build_object(
      'actor', 'db:' || session_user,
      'actor_type', 'database',
      'correlation_id', gen_random_uuid(),
      'source', 'database',
      'meta', jsonb_strip_nulls(jsonb_build_object(
        'database_user', session_user,
        'application_name', nullif(current_setting('application_name'), ''),
        'client_address', host(inet_client_addr()))));
    PERFORM set_config('backstory.context', context::text, true);
    RETURN context;
  END $$`;

/**
 * The one place where a version is made. \`policy\` is what \`@Audited\` declared, by column name; the
 * images are \`to_jsonb\` of the row before and after (null when there is none). Returns the version's
 * id, or null when the policy wants none. The outbox row is written with it.
 */
const RECORD_VERSION = `
  CREATE FUNCTION backstory.record_version(policy jsonb, old_image jsonb, new_image jsonb, context jsonb)
  RETURNS bigint
  LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
  DECLARE
    kept jsonb := coalesce(new_image, old_image);
    deleted_at text := policy ->> 'deleted_at';
    what text;
    changed text[];
    changes jsonb;
    stored jsonb := old_image;
    item text := backstory.item_id(kept, policy -> 'key');
    parent jsonb := policy -> 'parent';
    parent_item text;
    version_id bigint;
  BEGIN
    IF (policy ? 'if' AND NOT backstory.row_meets(kept, policy -> 'if'))
       OR (policy ? 'unless' AND backstory.row_meets(kept, policy -> 'unless')) THEN
      RETURN NULL;
    END IF;

    IF old_image IS NULL THEN
      what := 'create';
      SELECT array_agg(key) INTO changed FROM jsonb_each(new_image) WHERE value <> 'null';
    ELSIF new_image IS NULL THEN
      what := 'destroy';
      SELECT array_agg(key) INTO changed FROM jsonb_each(old_image) WHERE value <> 'null';
    ELSE
      -- A record whose key changed is another record from then on.
      IF item <> backstory.item_id(old_image, policy -> 'key') THEN
        PERFORM backstory.record_version(policy, old_image, NULL, context);
        RETURN backstory.record_version(policy, NULL, new_image, context);
      END IF;
      SELECT array_agg(after.key) INTO changed
      FROM jsonb_each(new_image) AS after
      WHERE after.value IS DISTINCT FROM old_image -> after.key;
      IF changed IS NULL OR NOT EXISTS (
        SELECT FROM unnest(changed) AS name
        WHERE (NOT policy ? 'only' OR policy -> 'only' ? name)
          AND NOT coalesce(policy -> 'ignore' ? name, false)
          AND NOT coalesce(policy -> 'skip' ? name, false)) THEN
        RETURN NULL;
      END IF;
      what := CASE
        WHEN deleted_at IS NULL OR old_image -> deleted_at = new_image -> deleted_at THEN 'update'
        WHEN old_image ->> deleted_at IS NULL THEN 'soft_delete'
        WHEN new_image ->> deleted_at IS NULL THEN 'restore'
        ELSE 'update' END;
    END IF;

    IF policy ? 'skip' THEN
      SELECT coalesce(array_agg(name), '{}') INTO changed
      FROM unnest(changed) AS name WHERE NOT policy -> 'skip' ? name;
      stored := stored - ARRAY(SELECT jsonb_array_elements_text(policy -> 'skip'));
    END IF;
    IF policy ? 'redact' THEN
      stored := backstory.redact(stored, policy -> 'redact');
      old_image := backstory.redact(old_image, policy -> 'redact');
      new_image := backstory.redact(new_image, policy -> 'redact');
    END IF;
    SELECT coalesce(jsonb_object_agg(name, jsonb_build_array(old_image -> name, new_image -> name)), '{}')
    INTO changes FROM unnest(changed) AS name;

    IF parent IS NOT NULL THEN
      parent_item := backstory.item_id(kept, parent -> 'key');
    END IF;

    WITH version AS (
      INSERT INTO backstory.versions (
        item_type, item_subtype, item_id, event, object, object_changes, whodunnit, actor_type, reason,
        correlation_id, causation_id, source, aggregate_type, aggregate_id, meta, schema_version, created_at)
      VALUES (
        policy ->> 'item_type',
        policy -> 'subtypes' ->> (kept ->> (policy ->> 'discriminator')),
        item,
        what,
        stored,
        changes,
        context ->> 'actor',
        context ->> 'actor_type',
        context ->> 'reason',
        context ->> 'correlation_id',
        context ->> 'causation_id',
        context ->> 'source',
        CASE WHEN parent_item IS NOT NULL THEN parent ->> 'item_type' END,
        parent_item,
        CASE WHEN policy ? 'meta' OR policy ? 'meta_columns' OR context ? 'meta' THEN
          coalesce(context -> 'meta', '{}') || coalesce(policy -> 'meta', '{}') || coalesce((
            SELECT jsonb_object_agg(entry.key, kept -> entry.value)
            FROM jsonb_each_text(policy -> 'meta_columns') AS entry), '{}') END,
        coalesce((policy ->> 'schema_version')::integer, 1),
        coalesce((context ->> 'occurred_at')::timestamptz, clock_timestamp()))
      RETURNING *)
    INSERT INTO backstory.outbox (
      kind, ref_id, item_type, item_id, event, actor, actor_type, source, correlation_id, causation_id,
      aggregate_type, aggregate_id, summary, occurred_at)
    SELECT 'version', id, item_type, item_id, event, whodunnit, actor_type, source, correlation_id,
      causation_id, coalesce(aggregate_type, item_type), coalesce(aggregate_id, item_id),
      CASE WHEN policy ? 'label'
        THEN jsonb_build_object('changed', changed, 'label', left(kept ->> (policy ->> 'label'), 120))
        ELSE jsonb_build_object('changed', changed) END,
      created_at
    FROM version
    RETURNING ref_id INTO version_id;
    RETURN version_id;
  END $$`;

export const RECORD_VERSION_SQL = [ROW_MEETS, ITEM_ID, TRANSACTION_CONTEXT, RECORD_VERSION];
