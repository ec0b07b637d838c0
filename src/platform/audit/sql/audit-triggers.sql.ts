/**
 * \`to_jsonb\` writes times, intervals and bytes as the session is set; pinned, so that two sessions
 * write the same value the same way. SECURITY DEFINER: whoever may change a row leaves a version,
 * also a role that may not read the trail.
 */
const PINNED = `
  SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp
  SET timezone = 'UTC'
  SET intervalstyle = 'postgres'
  SET bytea_output = 'hex'
  SET extra_float_digits = 1`;

/**
 * JSON null in a json column, which \`to_jsonb\` cannot tell from SQL NULL, is kept as \`{"$json": null}\`.
 */
const ROW_IMAGE = `
  CREATE FUNCTION backstory.row_image(subject record, json_columns jsonb) RETURNS jsonb
  LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
  DECLARE
    image jsonb := to_jsonb(subject);
    name text;
    is_json_null boolean;
  BEGIN
    IF json_columns IS NULL THEN
      RETURN image;
    END IF;
    FOR name IN SELECT jsonb_array_elements_text(json_columns) LOOP
      IF image -> name = 'null' THEN
        EXECUTE format('SELECT ($1).%I IS NOT NULL', name) INTO is_json_null USING subject;
        IF is_json_null THEN
          image := image || jsonb_build_object(name, jsonb_build_object('$json', NULL));
        END IF;
      END IF;
    END LOOP;
    RETURN image;
  END $$`;

const AUDIT_ROW = `
  CREATE FUNCTION backstory.audit_row() RETURNS trigger LANGUAGE plpgsql ${PINNED} AS $$
  DECLARE
    policy jsonb := TG_ARGV[0];
    json_columns jsonb := policy -> 'json';
    old_image jsonb;
    new_image jsonb;
  BEGIN
    IF TG_OP <> 'INSERT' THEN
      old_image := backstory.row_image(OLD, json_columns);
    END IF;
    IF TG_OP <> 'DELETE' THEN
      new_image := backstory.row_image(NEW, json_columns);
    END IF;
    PERFORM backstory.record_version(policy, old_image, new_image, backstory.transaction_context());
    RETURN NULL;
  END $$`;

/** TRUNCATE shows no rows to any trigger: they are read just before they go. */
const AUDIT_TRUNCATE = `
  CREATE FUNCTION backstory.audit_truncate() RETURNS trigger LANGUAGE plpgsql ${PINNED} AS $$
  DECLARE
    policy jsonb := TG_ARGV[0];
    context jsonb := backstory.transaction_context();
    doomed record;
  BEGIN
    FOR doomed IN EXECUTE format('SELECT * FROM %I.%I', TG_TABLE_SCHEMA, TG_TABLE_NAME) LOOP
      PERFORM backstory.record_version(policy, backstory.row_image(doomed, policy -> 'json'), NULL, context);
    END LOOP;
    RETURN NULL;
  END $$`;

export const AUDIT_TRIGGER_FUNCTIONS_SQL = [
  ROW_IMAGE,
  AUDIT_ROW,
  AUDIT_TRUNCATE,
  'REVOKE EXECUTE ON FUNCTION backstory.audit_row() FROM PUBLIC',
  'REVOKE EXECUTE ON FUNCTION backstory.audit_truncate() FROM PUBLIC',
];
