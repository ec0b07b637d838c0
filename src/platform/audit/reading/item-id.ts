import { InvalidAuditQueryError } from '../audit.errors.js';
import type { AuditedColumn, AuditedEntity } from '../audited-entities.js';
import { columnType } from './exact-columns.js';
import { exactDigits, type ExactJson, parseExact } from './exact-json.js';

/**
 * A record's key: its value, or `{property: value}` of a composite key.
 * @publicApi
 */
export type RecordId =
  string | number | bigint | Readonly<Record<string, string | number | bigint | boolean>>;

const NUMERIC =
  /^(?:small|big)?int(?:eger)?\d?$|^(?:numeric|decimal|real|double precision|float\d)$/;

/** The key's values as text by column name: `jsonb_populate_record` makes them what they are. */
export function keyImage(entity: AuditedEntity, id: RecordId): Record<string, string> {
  const values = typeof id === 'object' ? id : parsedKey(entity, String(id));
  return Object.fromEntries(
    entity.metadata.primaryColumns.map((column) => {
      const value = values[column.propertyPath] ?? values[column.databaseName];
      if (value === undefined || value === null || typeof value === 'object') {
        throw invalidKey(entity);
      }
      return [column.databaseName, exactDigits(String(value)) ?? String(value)];
    }),
  );
}

/** The `item_id` under which versions of the record are stored. */
export function itemIdOf(entity: AuditedEntity, id: RecordId): string {
  const image = keyImage(entity, id);
  const names = Object.keys(image);
  if (names.length === 1) {
    return image[names[0]!]!;
  }
  // As jsonb writes an object: shorter keys first, then by bytes.
  const ordered = names.toSorted(
    (a, b) =>
      Buffer.byteLength(a) - Buffer.byteLength(b) || Buffer.compare(Buffer.from(a), Buffer.from(b)),
  );
  const members = ordered.map(
    (name) => `${JSON.stringify(name)}: ${keyJson(entity.columns.get(name)!, image[name]!)}`,
  );
  return `{${members.join(', ')}}`;
}

function parsedKey(entity: AuditedEntity, id: string): Record<string, ExactJson> {
  if (entity.keyColumns.length === 1) {
    return { [entity.keyColumns[0]!]: id };
  }
  try {
    return parseExact(id) as Record<string, ExactJson>;
  } catch {
    throw invalidKey(entity);
  }
}

function keyJson(column: AuditedColumn, value: string): string {
  const type = columnType(column);
  return NUMERIC.test(type) || type === 'boolean' ? value : JSON.stringify(value);
}

function invalidKey(entity: AuditedEntity): InvalidAuditQueryError {
  const names = entity.keyColumns.map((name) => `"${name}": …`).join(', ');
  return new InvalidAuditQueryError('id', `the key of ${entity.itemType} is JSON: {${names}}`);
}
