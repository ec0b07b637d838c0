/**
 * The row as the database itself writes it in JSON. `to_jsonb` writes times, intervals and bytes as
 * the session is set, so a session that is set otherwise goes through the pinned (slower) copy.
 * JSON null in a json column, which `to_jsonb` cannot tell from SQL NULL, becomes `{"$json": null}`.
 */
const ROW_IMAGE = (name: string, settings: string) => `
  CREATE OR REPLACE FUNCTION backstory.${name}(subject record, json_columns jsonb) RETURNS jsonb
  LANGUAGE plpgsql STABLE ${settings} AS $$
  DECLARE
    image jsonb := to_jsonb(subject);
    name text;
    is_json_null boolean;
  BEGIN
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

const PINNED_SETTINGS = `
  SET search_path = pg_catalog, pg_temp
  SET timezone = 'UTC'
  SET intervalstyle = 'postgres'
  SET bytea_output = 'hex'
  SET extra_float_digits = 1`;

/** Whether the session writes values in JSON otherwise than the pinned settings do. */
export const SETTINGS_DIFFER = `(current_setting('timezone') NOT IN ('UTC', 'Etc/UTC', 'GMT')
       OR current_setting('intervalstyle') <> 'postgres'
       OR current_setting('bytea_output') <> 'hex'
       OR current_setting('extra_float_digits')::integer < 1)`;

/** SECURITY DEFINER: whoever may change a row leaves a version, also a role that may not read the trail. */
const AUDIT_ROW = `
  CREATE OR REPLACE FUNCTION backstory.audit_row() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  DECLARE
    policy jsonb := TG_ARGV[0];
    context jsonb := coalesce(
      nullif(current_setting('backstory.context', true), '')::jsonb, backstory.session_context());
    differ boolean := ${SETTINGS_DIFFER};
    old_image jsonb;
    new_image jsonb;
    made bigint;
  BEGIN
    IF NOT differ AND NOT policy ? 'json' THEN
      -- Null where there is no such row. Assigned, since PERFORM would plan and run a query around it.
      made := backstory.record_version(policy, to_jsonb(OLD), to_jsonb(NEW), context);
      RETURN NULL;
    END IF;
    IF TG_OP <> 'INSERT' THEN
      old_image := CASE WHEN differ THEN backstory.pinned_row_image(OLD, policy -> 'json')
        ELSE backstory.row_image(OLD, policy -> 'json') END;
    END IF;
    IF TG_OP <> 'DELETE' THEN
      new_image := CASE WHEN differ THEN backstory.pinned_row_image(NEW, policy -> 'json')
        ELSE backstory.row_image(NEW, policy -> 'json') END;
    END IF;
    made := backstory.record_version(policy, old_image, new_image, context);
    RETURN NULL;
  END $$`;

/** TRUNCATE shows no rows to any trigger: they are read just before they go. */
const AUDIT_TRUNCATE = `
  CREATE OR REPLACE FUNCTION backstory.audit_truncate() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  DECLARE
    policy jsonb := TG_ARGV[0];
    context jsonb := coalesce(
      nullif(current_setting('backstory.context', true), '')::jsonb, backstory.session_context());
    doomed record;
  BEGIN
    FOR doomed IN EXECUTE format('SELECT * FROM %I.%I', TG_TABLE_SCHEMA, TG_TABLE_NAME) LOOP
      PERFORM backstory.record_version(
        policy, backstory.pinned_row_image(doomed, policy -> 'json'), NULL, context);
    END LOOP;
    RETURN NULL;
  END $$`;

export const AUDIT_TRIGGER_FUNCTIONS_SQL = [
  ROW_IMAGE('row_image', ''),
  ROW_IMAGE('pinned_row_image', PINNED_SETTINGS),
  AUDIT_ROW,
  AUDIT_TRUNCATE,
  'REVOKE EXECUTE ON FUNCTION backstory.audit_row() FROM PUBLIC',
  'REVOKE EXECUTE ON FUNCTION backstory.audit_truncate() FROM PUBLIC',
];
