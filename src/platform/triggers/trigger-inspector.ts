import type { DataSource } from 'typeorm';
import type {
  ExistingTrigger,
  TriggerDefinition,
  TriggerEvent,
} from './trigger-definition.interface.js';

interface TriggerRow {
  name: string;
  table_schema: string;
  table_name: string;
  function_schema: string;
  function_name: string;
  type: number;
  arguments: string;
  new_table: string | null;
  enabled: string;
  sql: string;
}

/** The bits of pg_trigger.tgtype (src/include/catalog/pg_trigger.h). */
const ROW = 1;
const BEFORE = 2;
const EVENT_BITS: readonly (readonly [number, TriggerEvent])[] = [
  [4, 'INSERT'],
  [16, 'UPDATE'],
  [8, 'DELETE'],
  [32, 'TRUNCATE'],
];

/** Reads every trigger that calls a function of schema `backstory`, except copies on partitions. */
export async function readTriggers(dataSource: DataSource): Promise<ExistingTrigger[]> {
  const rows = await dataSource.query<TriggerRow[]>(`
    SELECT trigger.tgname AS name, table_schema.nspname AS table_schema, relation.relname AS table_name,
      function_schema.nspname AS function_schema, function.proname AS function_name,
      trigger.tgtype::integer AS type, trigger.tgnewtable AS new_table, encode(trigger.tgargs, 'hex') AS arguments,
      trigger.tgenabled AS enabled, pg_get_triggerdef(trigger.oid) AS sql
    FROM pg_trigger AS trigger
    JOIN pg_class AS relation ON relation.oid = trigger.tgrelid
    JOIN pg_namespace AS table_schema ON table_schema.oid = relation.relnamespace
    JOIN pg_proc AS function ON function.oid = trigger.tgfoid
    JOIN pg_namespace AS function_schema ON function_schema.oid = function.pronamespace
    WHERE NOT trigger.tgisinternal AND trigger.tgparentid = 0
      AND function_schema.nspname = 'backstory'
    ORDER BY table_schema.nspname, relation.relname, trigger.tgname`);
  return rows.map(toExistingTrigger);
}

function toExistingTrigger(row: TriggerRow): ExistingTrigger {
  const table = { schema: row.table_schema, name: row.table_name };
  const definition: TriggerDefinition = {
    name: row.name,
    table,
    timing: (row.type & BEFORE) === 0 ? 'AFTER' : 'BEFORE',
    events: EVENT_BITS.filter(([bit]) => (row.type & bit) !== 0).map(([, event]) => event),
    level: (row.type & ROW) === 0 ? 'STATEMENT' : 'ROW',
    ...(row.new_table === null ? {} : { newTable: row.new_table }),
    function: { schema: row.function_schema, name: row.function_name },
    // Arguments are stored one after the other, each closed by a NUL.
    argument: Buffer.from(row.arguments, 'hex').toString('utf8').replace(/\0$/, ''),
  };
  const enabled = row.enabled === 'O' || row.enabled === 'A';
  const replicaOnly = row.enabled === 'R';
  return { name: row.name, table, sql: row.sql, definition, enabled, replicaOnly };
}
