import type { AuditedColumn, AuditedEntity } from '../audited-entities.js';
import { quoteIdentifier } from '../../triggers/index.js';
import { columnType, isJsonColumn } from './exact-columns.js';

/**
 * The SQL value of a column of `alias`, a record made by `jsonb_populate_record`: that function
 * cannot make JSON null, which images therefore keep as `{"$json": null}`.
 */
export function populatedValue(column: AuditedColumn, alias: string): string {
  const value = `${alias}.${quoteIdentifier(column.databaseName)}`;
  if (!isJsonColumn(column)) {
    return value;
  }
  const type = columnType(column);
  return `CASE WHEN ${value}::jsonb = '{"$json": null}' THEN 'null'::${type} ELSE ${value} END`;
}

/** A lateral record of the entity's table made from a jsonb expression. */
export function populated(entity: AuditedEntity, image: string, alias: string): string {
  return `LATERAL jsonb_populate_record(null::${entity.table}, ${image}) AS ${alias}`;
}

/** `SELECT` items of every column as `c0`, `c1`, ... in the order of the entity's columns. */
export function populatedColumns(entity: AuditedEntity, alias: string, prefix = 'c'): string {
  return [...entity.columns.values()]
    .map((column, index) => `${populatedValue(column, alias)} AS ${prefix}${index}`)
    .join(', ');
}
