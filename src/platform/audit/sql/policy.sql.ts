/**
 * All in plpgsql, whose plans live as long as the session: a body in SQL is planned anew in every
 * statement that calls it (until PostgreSQL 18), ten times the cost of what it does.
 */
export const POLICY_SQL = [
  // Does the row hold (one of) the value(s) of every column in the condition?
  `CREATE OR REPLACE FUNCTION backstory.row_meets(image jsonb, condition jsonb) RETURNS boolean
   LANGUAGE plpgsql IMMUTABLE AS $$
   BEGIN
     RETURN (SELECT bool_and(wanted.value @> jsonb_build_array(image -> wanted.key))
       FROM jsonb_each(condition) AS wanted);
   END $$`,
  // The key as text: one column's value, or canonical JSON of several ({name: column}). Null when
  // any part is.
  `CREATE OR REPLACE FUNCTION backstory.item_id(image jsonb, key jsonb) RETURNS text
   LANGUAGE plpgsql IMMUTABLE AS $$
   BEGIN
     IF jsonb_typeof(key) = 'string' THEN
       RETURN image ->> (key #>> '{}');
     END IF;
     RETURN (SELECT CASE WHEN bool_and(image -> part.value <> 'null')
         THEN jsonb_object_agg(part.key, image -> part.value) END
       FROM jsonb_each_text(key) AS part);
   END $$`,
  // As the text of an array, which looks the same but for brackets, unless something is escaped.
  `CREATE OR REPLACE FUNCTION backstory.text_array(list jsonb) RETURNS text[]
   LANGUAGE plpgsql IMMUTABLE AS $$
   DECLARE
     listed text := list::text;
   BEGIN
     IF strpos(listed, chr(92)) = 0 THEN
       RETURN '{' || substr(listed, 2, length(listed) - 2) || '}';
     END IF;
     RETURN ARRAY(SELECT jsonb_array_elements_text(list));
   END $$`,
];

/** What both the recording of one change and that of many need. */
export const STORING_SQL = [
  // The image as the policy lets it be stored: without what is skipped, secrets hashed.
  `CREATE OR REPLACE FUNCTION backstory.storable(policy jsonb, image jsonb) RETURNS jsonb
   LANGUAGE plpgsql STABLE AS $$
   BEGIN
     IF policy ? 'redact' THEN
       image := image || coalesce((
         SELECT jsonb_object_agg(name, backstory.redact(image -> name))
         FROM jsonb_array_elements_text(policy -> 'redact') AS name WHERE image ? name), '{}');
     END IF;
     IF policy ? 'skip' THEN
       image := image - backstory.text_array(policy -> 'skip');
     END IF;
     RETURN image;
   END $$`,
  // What is stored beside a version: of the action, of the entity, of the row.
  `CREATE OR REPLACE FUNCTION backstory.facts(policy jsonb, image jsonb, of_action jsonb) RETURNS jsonb
   LANGUAGE plpgsql IMMUTABLE AS $$
   BEGIN
     RETURN coalesce(of_action, '{}') || coalesce(policy -> 'meta', '{}') || coalesce((
       SELECT jsonb_object_agg(fact.key, image -> fact.value)
       FROM jsonb_each_text(policy -> 'meta_columns') AS fact), '{}');
   END $$`,
];
