/** What a database function should be: enough to tell whether the one in the database is it. */
export interface FunctionDefinition {
  readonly schema: string;
  readonly name: string;
  readonly body: string;
  /** Whether it runs with its owner's rights. */
  readonly securityDefiner: boolean;
  /** `search_path=pg_catalog, pg_temp`, as the catalogue spells settings, in small letters. */
  readonly settings: readonly string[];
  /** Whether everybody may call it. */
  readonly open: boolean;
  /** The statements that make it so. */
  readonly sql: readonly string[];
}

const CREATE =
  /^\s*CREATE (?:OR REPLACE )?FUNCTION (\w+)\.(\w+)\(([\s\S]*?)\)\s*RETURNS ([\s\S]*?) AS \$\$([\s\S]*)\$\$\s*$/;
const REVOKE = /^\s*REVOKE EXECUTE ON FUNCTION (\w+)\.(\w+)\([^)]*\) FROM PUBLIC\s*$/;
const SETTING = /\bSET (\w+) = ('[^']*'|[^']+?)(?=\s+SET\b|\s*$)/g;

/** The functions that statements create; the last word on each counts, other statements are skipped. */
export function definedFunctions(statements: readonly string[]): FunctionDefinition[] {
  const functions = new Map<string, FunctionDefinition>();
  for (const statement of statements) {
    const created = parseFunction(statement);
    if (created !== undefined) {
      // CREATE OR REPLACE keeps who may call it.
      const { open = true, sql: [, ...kept] = [] } = functions.get(keyOf(created)) ?? {};
      functions.set(keyOf(created), { ...created, open, sql: [...created.sql, ...kept] });
      continue;
    }
    const revoked = REVOKE.exec(statement);
    const found = revoked && functions.get(`${revoked[1]}.${revoked[2]}`);
    if (found) {
      functions.set(keyOf(found), { ...found, open: false, sql: [...found.sql, statement.trim()] });
    }
  }
  return [...functions.values()];
}

function keyOf({ schema, name }: FunctionDefinition): string {
  return `${schema}.${name}`;
}

function parseFunction(statement: string): FunctionDefinition | undefined {
  const match = CREATE.exec(statement);
  if (match === null) {
    return undefined;
  }
  const [, schema = '', name = '', , header = '', body = ''] = match;
  return {
    schema,
    name,
    body,
    securityDefiner: /\bSECURITY DEFINER\b/.test(header),
    settings: [...header.matchAll(SETTING)].map(([, setting = '', value = '']) =>
      `${setting}=${value.replaceAll("'", '')}`.toLowerCase(),
    ),
    open: true,
    sql: [statement.trim().replace(/^CREATE FUNCTION/, 'CREATE OR REPLACE FUNCTION')],
  };
}
