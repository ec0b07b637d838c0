import type { TriggerDefinition, TriggerEvent } from './trigger-definition.interface.js';

const NAME = String.raw`"((?:[^"]|"")+)"`;
const TABLE = String.raw`(?:${NAME}\.)?${NAME}`;
const CREATE = new RegExp(
  String.raw`^CREATE TRIGGER ${NAME} (BEFORE|AFTER) ([A-Z ]+) ON ${TABLE}` +
    String.raw`(?: REFERENCING NEW TABLE AS ${NAME})? FOR EACH (ROW|STATEMENT)` +
    String.raw` EXECUTE FUNCTION ${NAME}\.${NAME}\(( ?E?'[\s\S]*')\)$`,
);
const DROP = new RegExp(`^DROP TRIGGER IF EXISTS ${NAME} ON ${TABLE}$`);

/** What a statement does to a trigger. */
export type TriggerStatement =
  | { readonly kind: 'create'; readonly definition: TriggerDefinition }
  | { readonly kind: 'drop'; readonly name: string; readonly table: TriggerDefinition['table'] };

/** Reads back what `createTriggerSql` and `dropTriggerSql` write; undefined for anything else. */
export function parseTriggerSql(statement: string): TriggerStatement | undefined {
  const created = CREATE.exec(statement.trim());
  if (created !== null) {
    return { kind: 'create', definition: toDefinition(created) };
  }
  const dropped = DROP.exec(statement.trim());
  return dropped === null
    ? undefined
    : { kind: 'drop', name: unquote(dropped[1]), table: toTable(dropped[2], dropped[3]) };
}

function toDefinition(match: RegExpExecArray): TriggerDefinition {
  const [, name, timing, events, schema, table, newTable, level, called, calledName, literal] =
    match;
  return {
    name: unquote(name),
    table: toTable(schema, table),
    timing: timing as TriggerDefinition['timing'],
    events: (events ?? '').split(' OR ') as TriggerEvent[],
    level: level as TriggerDefinition['level'],
    ...(newTable === undefined ? {} : { newTable: unquote(newTable) }),
    function: { schema: unquote(called), name: unquote(calledName) },
    argument: unquoteLiteral(literal ?? ''),
  };
}

function toTable(schema: string | undefined, name: string | undefined): TriggerDefinition['table'] {
  return { ...(schema === undefined ? {} : { schema: unquote(schema) }), name: unquote(name) };
}

function unquote(name: string | undefined): string {
  return (name ?? '').replaceAll('""', '"');
}

function unquoteLiteral(literal: string): string {
  const escaped = literal.startsWith(' E');
  const text = literal.slice(escaped ? 3 : 1, -1).replaceAll("''", "'");
  return escaped ? text.replaceAll('\\\\', '\\') : text;
}
