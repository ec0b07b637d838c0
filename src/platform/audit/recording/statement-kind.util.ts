/** What a statement means to the transaction it runs in. */
export type StatementKind = 'control' | 'write' | 'other';

const CONTROL =
  /^(?:begin|start|commit|end|rollback|abort|savepoint|release|set|reset|show|prepare\s+transaction)\b/;
const WRITE = /^(?:insert|update|delete|merge|truncate)\b/;
const WRITING_CTE = /\b(?:insert|update|delete|merge)\b/i;
const LEADING_NOISE = /^(?:\s+|--[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/|\()+/;

/**
 * Tells writes of rows from the rest by the statement's first word. A function that writes when
 * selected is `other`: call it inside a transaction to have its changes attributed.
 */
export function statementKind(sql: string): StatementKind {
  const statement = sql.replace(LEADING_NOISE, '');
  const start = statement.slice(0, 24).toLowerCase();
  if (CONTROL.test(start)) {
    return 'control';
  }
  return WRITE.test(start) || (/^with\b/.test(start) && WRITING_CTE.test(statement))
    ? 'write'
    : 'other';
}
