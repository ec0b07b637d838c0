import type { DataSource } from 'typeorm';

/** A function found in the database. */
export interface ExistingFunction {
  readonly schema: string;
  readonly name: string;
  readonly body: string;
  readonly securityDefiner: boolean;
  readonly settings: readonly string[];
  /** Whether everybody may call it. */
  readonly open: boolean;
  readonly owner: string;
  /** Its argument types, as they stand behind its name where it is altered. */
  readonly signature: string;
  /** The statement that would create it, as PostgreSQL writes it. */
  readonly sql: string;
}

/** Reads the functions of schema `backstory`. */
export async function readFunctions(dataSource: DataSource): Promise<ExistingFunction[]> {
  return dataSource.query<ExistingFunction[]>(`
    SELECT namespace.nspname AS schema, function.proname AS name, function.prosrc AS body,
      function.prosecdef AS "securityDefiner",
      ARRAY(SELECT lower(one) FROM unnest(function.proconfig) AS one) AS settings,
      has_function_privilege('public', function.oid, 'EXECUTE') AS open,
      pg_get_userbyid(function.proowner) AS owner,
      pg_get_function_identity_arguments(function.oid) AS signature,
      pg_get_functiondef(function.oid) AS sql
    FROM pg_proc AS function
    JOIN pg_namespace AS namespace ON namespace.oid = function.pronamespace
    WHERE namespace.nspname = 'backstory' AND function.prokind = 'f'
    ORDER BY function.proname`);
}
