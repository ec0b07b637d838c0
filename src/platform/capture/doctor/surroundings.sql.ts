/** Defaults of roles and databases that silence every trigger.. */
export const REPLICATION_ROLES = `
  SELECT role.rolname AS role, database.datname AS database
  FROM pg_db_role_setting AS setting
  LEFT JOIN pg_roles AS role ON role.oid = setting.setrole
  LEFT JOIN pg_database AS database ON database.oid = setting.setdatabase
  WHERE (setting.setdatabase = 0 OR database.datname = current_database())
    AND EXISTS (SELECT FROM unnest(setting.setconfig) AS one WHERE one ~* '^session_replication_role=replica')
  ORDER BY role.rolname, database.datname`;

/** Triggers of others on the tables `$1` that fire after each row, before the guard does. */
export const EARLIER_TRIGGERS = `
  SELECT DISTINCT format('%s.%s', namespace.nspname, relation.relname) AS "table", other.tgname AS trigger
  FROM pg_trigger AS other
  JOIN pg_class AS relation ON relation.oid = other.tgrelid
  JOIN pg_namespace AS namespace ON namespace.oid = relation.relnamespace
  JOIN pg_proc AS called ON called.oid = other.tgfoid
  JOIN pg_trigger AS ours ON ours.tgrelid = other.tgrelid AND ours.tgname LIKE 'backstory\\_audit%'
    AND ours.tgtype & other.tgtype & 28 <> 0 AND ours.tgtype & 1 = 1
  WHERE other.tgrelid = ANY ($1::oid[]) AND NOT other.tgisinternal AND other.tgconstraint = 0
    AND other.tgenabled <> 'D' AND other.tgtype & 1 = 1 AND other.tgtype & 66 = 0
    AND other.tgname < ours.tgname
    AND called.pronamespace <> 'backstory'::regnamespace
  ORDER BY 1, 2`;

/** Partitions of the tables `$1` that lack one of their row triggers, or have it disabled. */
export const UNGUARDED_PARTITIONS = `
  SELECT tree.relid::regclass::text AS "table", ours.tgname AS trigger
  FROM pg_trigger AS ours
  JOIN pg_class AS relation ON relation.oid = ours.tgrelid AND relation.relkind = 'p'
  CROSS JOIN LATERAL pg_partition_tree(relation.oid) AS tree
  WHERE relation.oid = ANY ($1::oid[]) AND tree.isleaf AND tree.relid <> relation.oid
    AND ours.tgname LIKE 'backstory\\_audit%' AND ours.tgtype & 1 = 1
    AND NOT EXISTS (SELECT FROM pg_trigger AS copy WHERE copy.tgrelid = tree.relid
      AND copy.tgname = ours.tgname AND copy.tgenabled IN ('O', 'A'))
  ORDER BY 1, 2`;

/** Tables that inherit from the tables `$1` without being partitions, and so without their triggers. */
export const UNGUARDED_CHILDREN = `
  SELECT link.inhrelid::regclass::text AS "table"
  FROM pg_inherits AS link
  JOIN pg_class AS child ON child.oid = link.inhrelid
  WHERE link.inhparent = ANY ($1::oid[]) AND NOT child.relispartition
    AND NOT EXISTS (SELECT FROM pg_trigger AS own
      WHERE own.tgrelid = child.oid AND own.tgname LIKE 'backstory\\_audit%')
  ORDER BY 1`;

/** What the application's role, and the owner of the guard's functions, may not do and must. */
export const MISSING_GRANTS = `
  WITH need (role, relation, privilege) AS (
    SELECT current_user::text, relation, privilege FROM (VALUES
      ('versions', 'SELECT'), ('outbox', 'SELECT'), ('outbox', 'DELETE'), ('feed_head', 'SELECT'),
      ('feed_head', 'UPDATE'), ('feed_entries', 'SELECT'), ('feed_entries', 'INSERT')
    ) AS application (relation, privilege)
    UNION ALL
    SELECT DISTINCT pg_get_userbyid(proowner)::text, relation, privilege
    FROM pg_proc CROSS JOIN (VALUES
      ('versions', 'INSERT'), ('outbox', 'INSERT'), ('redaction_key', 'SELECT')
    ) AS guard (relation, privilege)
    WHERE pronamespace = 'backstory'::regnamespace AND prosecdef AND proname IN ('audit_row', 'audit_created')
  )
  SELECT role, relation, privilege FROM need
  WHERE to_regclass('backstory.' || relation) IS NOT NULL
    AND NOT (has_schema_privilege(role, 'backstory', 'USAGE')
      AND has_table_privilege(role, 'backstory.' || relation, privilege))
  ORDER BY 1, 2, 3`;

/** Whether history is closed to everybody but the guard, and cannot be rewritten. */
export const HISTORY = `
  SELECT (SELECT array_agg(privilege ORDER BY privilege)
      FROM unnest(ARRAY['INSERT', 'UPDATE', 'DELETE', 'TRUNCATE']) AS privilege
      WHERE has_table_privilege('public', 'backstory.versions', privilege)) AS "publicMay",
    EXISTS (SELECT FROM pg_trigger WHERE tgrelid = 'backstory.versions'::regclass
      AND tgname = 'versions_append_only' AND tgenabled IN ('O', 'A')) AS "appendOnly"`;
