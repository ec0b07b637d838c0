import { isLosslessNumber } from 'lossless-json';
import type { AuditedColumn } from '../../audit/index.js';
import type { Attributes } from '../wire/message-body.js';
import type { PublishedEntity } from './synced-entities.js';

const DECIMAL = new Set(['numeric', 'decimal', 'dec', 'money']);
const ZONED = new Set(['timestamptz', 'timestamp with time zone']);

/**
 * A row image as attributes, written as the gem writes them: decimals as strings, times in UTC with
 * a Z. Columns that the image lacks stay absent, which is not the same as null.
 */
export function wireAttributes(
  { columns }: PublishedEntity,
  image: Readonly<Record<string, unknown>>,
): Attributes {
  const attributes: Record<string, unknown> = {};
  for (const [name, column] of columns) {
    if (Object.hasOwn(image, name)) attributes[name] = wireValue(column, image[name]);
  }
  return attributes;
}

function wireValue(column: AuditedColumn, value: unknown): unknown {
  if (isLosslessNumber(value)) {
    return DECIMAL.has(typeOf(column)) ? value.toString() : value;
  }
  if (typeof value === 'string' && ZONED.has(typeOf(column))) {
    return value.replace(/\+00(:00)?$/, 'Z');
  }
  return isJsonNull(value) ? null : value;
}

/** How an image tells JSON null from SQL NULL. */
function isJsonNull(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return '$json' in value && value.$json === null && Object.keys(value).length === 1;
}

function typeOf(column: AuditedColumn): string {
  const { driver } = column.entityMetadata.dataSource;
  return driver.normalizeType(column).toLowerCase().replace(/\(.*$/, '');
}
