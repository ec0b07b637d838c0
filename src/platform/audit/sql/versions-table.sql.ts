/**
 * The audit trail. The key carries `created_at` so that the table can become a partition of a
 * monthly partitioned one without being rewritten.
 */
export const VERSIONS_TABLE_SQL = [
  `CREATE TABLE backstory.versions (
    id bigint GENERATED ALWAYS AS IDENTITY,
    item_type text NOT NULL,
    item_subtype text,
    item_id text NOT NULL,
    event text NOT NULL,
    object jsonb,
    object_changes jsonb NOT NULL,
    whodunnit text NOT NULL,
    actor_type text NOT NULL,
    reason text,
    correlation_id text NOT NULL,
    causation_id text,
    tx_id xid8 NOT NULL DEFAULT pg_current_xact_id(),
    source text NOT NULL,
    aggregate_type text,
    aggregate_id text,
    meta jsonb,
    schema_version integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (id, created_at)
  )`,
  // With the time, so that the last version up to a time is found in the index alone.
  `CREATE INDEX versions_item ON backstory.versions (item_type, item_id, id) INCLUDE (created_at)`,
  `CREATE INDEX versions_aggregate ON backstory.versions (aggregate_type, aggregate_id, id)
    WHERE aggregate_id IS NOT NULL`,
  'CREATE INDEX versions_correlation ON backstory.versions (correlation_id, id)',
  'CREATE INDEX versions_whodunnit ON backstory.versions (whodunnit, id)',
  'CREATE INDEX versions_created_at ON backstory.versions USING brin (created_at)',
];

/** History is never rewritten: not by the application, not by mistake. */
export const APPEND_ONLY_SQL = [
  `CREATE FUNCTION backstory.refuse_rewrite() RETURNS trigger
   LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
   BEGIN
     RAISE EXCEPTION 'versions are append-only: % is refused', TG_OP
       USING ERRCODE = 'insufficient_privilege',
             HINT = 'Revert, restore or undo append new versions instead.';
   END $$`,
  `CREATE TRIGGER versions_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON backstory.versions
   FOR EACH STATEMENT EXECUTE FUNCTION backstory.refuse_rewrite()`,
];
