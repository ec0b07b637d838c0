import type { Comparison } from '../../../src/platform/capture/index.js';

/** Something that somebody does to a database and the doctor must find. */
export interface Sabotage {
  readonly name: string;
  readonly sql: string;
  readonly code: string;
  readonly remedy: RegExp;
  readonly table?: string;
  readonly comparison?: Comparison;
  readonly severity?: 'warning';
  /** Whether changes of tags pass without a version then. */
  readonly silences?: boolean;
  /** What mends it where the remedy is neither a statement for psql nor a generated migration. */
  readonly undo?: string;
}

const GENERATE = /npm run migration:triggers/;
const TAG_TRIGGER = `CREATE TRIGGER backstory_audit AFTER UPDATE OR DELETE ON tags FOR EACH ROW
  EXECUTE FUNCTION backstory.audit_row(`;

export const SABOTAGES: readonly Sabotage[] = [
  {
    name: 'a trigger that was dropped',
    sql: `DROP TRIGGER backstory_audit ON tags`,
    code: 'TRIGGER_MISSING',
    table: 'public.tags',
    comparison: 'migration-database',
    remedy: GENERATE,
    silences: true,
  },
  {
    name: 'a trigger that was made otherwise',
    sql: `DROP TRIGGER backstory_audit ON tags; ${TAG_TRIGGER}'{"item_type":"Tag","key":"id","ignore":["name"]}')`,
    code: 'TRIGGER_OUTDATED',
    table: 'public.tags',
    remedy: GENERATE,
    silences: true,
  },
  {
    name: 'a trigger that is disabled',
    sql: 'ALTER TABLE tags DISABLE TRIGGER backstory_audit',
    code: 'TRIGGER_DISABLED',
    table: 'public.tags',
    remedy: /ALTER TABLE "public"."tags" ENABLE TRIGGER "backstory_audit";/,
    silences: true,
  },
  {
    name: 'a trigger that fires for replication only',
    sql: 'ALTER TABLE tags ENABLE REPLICA TRIGGER backstory_audit',
    code: 'TRIGGER_REPLICA_ONLY',
    table: 'public.tags',
    remedy: /ENABLE TRIGGER/,
    silences: true,
  },
  {
    name: 'a trigger on a table that no entity declares',
    sql: `CREATE TABLE forgotten (id integer); CREATE TRIGGER backstory_audit AFTER INSERT ON forgotten
      FOR EACH ROW EXECUTE FUNCTION backstory.audit_row('{"item_type":"Forgotten","key":"id"}')`,
    code: 'TRIGGER_UNDECLARED',
    table: 'public.forgotten',
    remedy: GENERATE,
  },
  {
    name: 'a trigger of somebody else’s that fires before the guard’s',
    sql: `CREATE FUNCTION public.nosy() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
      CREATE TRIGGER a_nosy AFTER UPDATE ON tags FOR EACH ROW EXECUTE FUNCTION public.nosy()`,
    code: 'OTHER_TRIGGER_FIRST',
    table: 'public.tags',
    severity: 'warning',
    remedy: /ALTER TRIGGER "a_nosy" ON public.tags RENAME TO "z_a_nosy";/,
  },
  {
    name: 'a database whose sessions are replicas',
    sql: `DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET session_replication_role = replica', current_database()); END $$`,
    code: 'REPLICATION_ROLE',
    remedy: /ALTER DATABASE "test_\w+" RESET session_replication_role;/,
  },
  {
    name: 'a role whose sessions are replicas',
    sql: `DO $$ BEGIN EXECUTE format('ALTER ROLE %I IN DATABASE %I SET session_replication_role = replica',
      current_user, current_database()); END $$`,
    code: 'REPLICATION_ROLE',
    remedy: /ALTER ROLE "\w+" IN DATABASE "test_\w+" RESET session_replication_role;/,
  },
  {
    name: 'a function that was replaced',
    sql: `CREATE OR REPLACE FUNCTION backstory.audit_row() RETURNS trigger
      LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS 'BEGIN RETURN NULL; END'`,
    code: 'FUNCTION_OUTDATED',
    comparison: 'code-database',
    remedy: GENERATE,
    silences: true,
  },
  {
    name: 'a function that lost its owner’s rights',
    sql: 'ALTER FUNCTION backstory.audit_row() SECURITY INVOKER',
    code: 'FUNCTION_NOT_DEFINER',
    remedy: GENERATE,
  },
  {
    name: 'a function whose search path is not pinned',
    sql: 'ALTER FUNCTION backstory.audit_row() RESET search_path',
    code: 'FUNCTION_NOT_PINNED',
    remedy: GENERATE,
  },
  {
    name: 'a function that everybody may call',
    sql: 'GRANT EXECUTE ON FUNCTION backstory.audit_row() TO PUBLIC',
    code: 'FUNCTION_OPEN',
    remedy: /REVOKE EXECUTE ON FUNCTION backstory.audit_row\(\) FROM PUBLIC;/,
  },
  {
    name: 'a function of another owner, who may not write history',
    sql: `DO $$ BEGIN EXECUTE format('CREATE ROLE "%s stranger"', current_database()); END $$;
      DO $$ BEGIN EXECUTE format('ALTER FUNCTION backstory.audit_row() OWNER TO "%s stranger"', current_database()); END $$`,
    code: 'FUNCTION_OWNER',
    remedy: /ALTER FUNCTION backstory.audit_row\(\) OWNER TO "\w+";/,
    undo: `ALTER FUNCTION backstory.audit_row() OWNER TO CURRENT_USER;
      DO $$ BEGIN EXECUTE format('DROP ROLE "%s stranger"', current_database()); END $$`,
  },
  {
    name: 'a history that everybody may write',
    sql: 'GRANT INSERT ON backstory.versions TO PUBLIC',
    code: 'HISTORY_OPEN',
    remedy: /REVOKE INSERT ON backstory.versions FROM PUBLIC;/,
  },
  {
    name: 'a history that may be rewritten',
    sql: 'ALTER TABLE backstory.versions DISABLE TRIGGER versions_append_only',
    code: 'HISTORY_REWRITABLE',
    remedy: /ENABLE TRIGGER versions_append_only;/,
  },
  {
    name: 'a captured table that is gone',
    sql: 'ALTER TABLE tags RENAME TO elsewhere',
    code: 'TABLE_MISSING',
    table: 'tags',
    remedy: /backstory -- migrate/,
    undo: 'ALTER TABLE elsewhere RENAME TO tags',
  },
  {
    name: 'an outbox that is gone',
    sql: 'ALTER TABLE backstory.outbox RENAME TO inbox',
    code: 'TABLE_MISSING',
    table: 'backstory.outbox',
    remedy: /backstory -- migrate/,
    undo: 'ALTER TABLE backstory.inbox RENAME TO outbox',
  },
  {
    name: 'a migration that did not run',
    sql: `DELETE FROM backstory_migrations WHERE name = 'Triggers1795296600185'`,
    code: 'MIGRATIONS_PENDING',
    comparison: 'migration-database',
    remedy: /backstory -- migrate/,
    undo: `INSERT INTO backstory_migrations (timestamp, name) VALUES (1795296600185, 'Triggers1795296600185')`,
  },
];
