import { quoteIdentifier, quoteLiteral } from './sql-quoting.util.js';
import type { TriggerDefinition } from './trigger-definition.interface.js';

/** The statement that creates the trigger. */
export function createTriggerSql(trigger: TriggerDefinition): string {
  const called = `${quoteIdentifier(trigger.function.schema)}.${quoteIdentifier(trigger.function.name)}`;
  return [
    `CREATE TRIGGER ${quoteIdentifier(trigger.name)}`,
    `${trigger.timing} ${trigger.events.join(' OR ')} ON ${quotedTable(trigger.table)}`,
    ...(trigger.newTable === undefined
      ? []
      : [`REFERENCING NEW TABLE AS ${quoteIdentifier(trigger.newTable)}`]),
    `FOR EACH ${trigger.level} EXECUTE FUNCTION ${called}(${quoteLiteral(trigger.argument)})`,
  ].join(' ');
}

/** The statement that drops it, if it is there. */
export function dropTriggerSql(trigger: Pick<TriggerDefinition, 'name' | 'table'>): string {
  return `DROP TRIGGER IF EXISTS ${quoteIdentifier(trigger.name)} ON ${quotedTable(trigger.table)}`;
}

function quotedTable({ schema, name }: TriggerDefinition['table']): string {
  return schema === undefined
    ? quoteIdentifier(name)
    : `${quoteIdentifier(schema)}.${quoteIdentifier(name)}`;
}
