/** The longest key that is kept as it is: longer ones would not fit into an index. */
const LONGEST = 500;

/** What a change concerns: the values that some columns had before and have after it. */
export const KEYS_SQL = [
  // The columns' values as text: one as it is, several as canonical JSON by column. Null when any is.
  `CREATE OR REPLACE FUNCTION backstory.image_key(image jsonb, key_columns text[]) RETURNS text
   LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
   DECLARE
     key text;
   BEGIN
     IF cardinality(key_columns) = 1 THEN
       key := image ->> key_columns[1];
     ELSE
       key := (SELECT CASE WHEN bool_and(coalesce(image -> name, 'null') <> 'null')
           THEN jsonb_object_agg(name, image -> name)::text END
         FROM unnest(key_columns) AS name);
     END IF;
     RETURN CASE WHEN octet_length(key) <= ${LONGEST} THEN key
       ELSE 'sha256:' || encode(sha256(convert_to(key, 'UTF8')), 'hex') END;
   END $$`,
  // For the relay: a row for each key that a version concerns. What lies in several columns is put
  // together from the whole images; a single one, the common case, is looked up in place.
  `CREATE OR REPLACE FUNCTION backstory.fact_keys(fact_kind text, refs bigint[], key_columns text[])
   RETURNS TABLE (ref_id bigint, key text)
   LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
   DECLARE
     name text := key_columns[1];
     alone boolean := cardinality(key_columns) = 1;
   BEGIN
     IF fact_kind <> 'version' THEN
       RETURN;
     END IF;
     RETURN QUERY
     SELECT concerned.id, concerned.key FROM (
       SELECT sides.id, unnest(CASE WHEN before = after THEN ARRAY[before]
         ELSE ARRAY[before, after] END) AS key
       FROM (
         SELECT v.id, backstory.image_key(v.object, key_columns) AS before,
           CASE WHEN v.event = 'destroy' THEN NULL
             WHEN NOT alone
               THEN backstory.image_key(backstory.state_after(v.object, v.object_changes), key_columns)
             WHEN v.object_changes ? name
               THEN backstory.image_key(
                 jsonb_build_object(name, v.object_changes -> name -> 1), key_columns)
             ELSE backstory.image_key(v.object, key_columns) END AS after
         FROM unnest(refs) AS wanted (id) JOIN backstory.versions v ON v.id = wanted.id
         -- Kept apart, or what reads a side would make it once more.
         OFFSET 0) AS sides) AS concerned
     WHERE concerned.key IS NOT NULL;
   END $$`,
];
