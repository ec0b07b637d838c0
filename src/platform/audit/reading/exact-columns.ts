import type { AuditedColumn, AuditedEntity } from '../audited-entities.js';

const EXACT = new Set(['bigint', 'int8', 'numeric', 'decimal', 'dec', 'bigserial', 'money']);

/** Does PostgreSQL hold the column's numbers exactly where a JS number might not? */
export function hasExactNumbers(entity: AuditedEntity | undefined, column: string): boolean {
  const metadata = entity?.columns.get(column);
  return metadata !== undefined && EXACT.has(columnType(metadata));
}

/** The column's database type, lower case and without arguments. */
export function columnType(column: AuditedColumn): string {
  const { driver } = column.entityMetadata.dataSource;
  return driver.normalizeType(column).toLowerCase().replace(/\(.*$/, '');
}

/** Is it json or jsonb, where JSON null differs from SQL NULL? */
export function isJsonColumn(column: AuditedColumn): boolean {
  return ['json', 'jsonb'].includes(columnType(column)) && !column.isArray;
}
