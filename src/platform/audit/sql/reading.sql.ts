/** What reading and acting need of a version's images, done in SQL so that no value leaves it. */
export const READING_SQL = [
  // The state that a version left. A destroy leaves none: ask for its event first.
  `CREATE FUNCTION backstory.state_after(object jsonb, changes jsonb) RETURNS jsonb
   LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
   BEGIN
     RETURN coalesce(object, '{}') || coalesce(
       (SELECT jsonb_object_agg(key, value -> 1) FROM jsonb_each(changes)), '{}');
   END $$`,
  // The image without redacted values, which stand for a value but are none.
  `CREATE FUNCTION backstory.restorable(image jsonb) RETURNS jsonb
   LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
   BEGIN
     RETURN coalesce((SELECT jsonb_object_agg(key, value) FROM jsonb_each(image)
       WHERE jsonb_typeof(value) <> 'string' OR value #>> '{}' !~ '^redacted:[0-9a-f]{16}$'), '{}');
   END $$`,
  // A live row as a version would store it, so that the two can be compared. Definer's rights for
  // the redaction key.
  `CREATE FUNCTION backstory.stored_image(subject record, policy jsonb) RETURNS jsonb
   LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
   DECLARE
     image jsonb := backstory.pinned_row_image(subject, policy -> 'json');
   BEGIN
     image := image - backstory.text_array(policy -> 'skip');
     RETURN image || coalesce((
       SELECT jsonb_object_agg(name, backstory.redact(image -> name))
       FROM jsonb_array_elements_text(policy -> 'redact') AS name WHERE image ? name), '{}');
   END $$`,
];
