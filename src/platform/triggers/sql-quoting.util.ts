import { InvalidIdentifierError } from './triggers.errors.js';

/** PostgreSQL cuts longer names silently, and two cut names may collide. */
const LONGEST_IDENTIFIER_BYTES = 63;

/** Quotes a name for DDL. @throws InvalidIdentifierError when PostgreSQL would cut or refuse it */
export function quoteIdentifier(name: string): string {
  const bytes = Buffer.byteLength(name);
  if (bytes === 0 || bytes > LONGEST_IDENTIFIER_BYTES || name.includes('\0')) {
    throw new InvalidIdentifierError(name, LONGEST_IDENTIFIER_BYTES);
  }
  return `"${name.replaceAll('"', '""')}"`;
}

/** Quotes a string for DDL, which takes no parameters. */
export function quoteLiteral(value: string): string {
  const quoted = `'${value.replaceAll("'", "''")}'`;
  return value.includes('\\') ? ` E${quoted.replaceAll('\\', '\\\\')}` : quoted;
}
