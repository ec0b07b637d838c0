import { InvalidAuditQueryError, UnknownFieldError } from '../audit.errors.js';
import type { AuditedColumn, AuditedEntity } from '../audited-entities.js';
import type { ExactImage } from '../reading/exact-json.js';
import { sameJson } from '../reading/same-json.js';
import type { StoredVersion } from '../reading/stored-version.js';
import { namesColumn } from '../utils/names-column.util.js';

/** One record to be taken back over one or more of its versions. */
export interface Reversal {
  readonly entity: AuditedEntity;
  readonly itemId: string;
  /** The earliest version taken back: its before-state is the goal. */
  readonly first: StoredVersion;
  /** The latest one: its after-state is what the record should still be. */
  readonly last: StoredVersion;
  readonly before: ExactImage | null;
  readonly after: ExactImage | null;
  /** Of an update: the columns to take back. */
  readonly touched: readonly string[];
}

/** The reversal of a record's versions, oldest first; of `columns` only when given. */
export function reversalOf(
  entity: AuditedEntity,
  versions: readonly [StoredVersion, ...StoredVersion[]],
  columns?: readonly string[],
): Reversal {
  const first = versions[0];
  const last = versions.at(-1)!;
  const { before } = first;
  const { after } = last;
  const changed = new Set(versions.flatMap(({ changes }) => Object.keys(changes)));
  const touched = [...changed].filter(
    (name) =>
      (columns === undefined || columns.includes(name)) &&
      isRevertible(entity.columns.get(name)) &&
      !sameJson(before?.[name] ?? null, after?.[name] ?? null),
  );
  return { entity, itemId: first.record.itemId, first, last, before, after, touched };
}

/** The same reversal for some fields only. */
export function onlyFields(reversal: Reversal, fields: readonly string[]): Reversal {
  const { entity, first, touched, before, after } = reversal;
  if (before === null || after === null) {
    throw new InvalidAuditQueryError(
      'fields',
      `only an update can be reverted in part; version ${first.record.id} is of a ${first.record.event}`,
    );
  }
  const isNamed = (name: string, field: string): boolean => {
    const column = entity.columns.get(name);
    return name === field || (column !== undefined && namesColumn([field], column));
  };
  const unknown = fields.filter((field) => !touched.some((name) => isNamed(name, field)));
  if (unknown.length > 0) {
    throw new UnknownFieldError(unknown, first.record.id, touched);
  }
  return {
    ...reversal,
    touched: touched.filter((name) => fields.some((field) => isNamed(name, field))),
  };
}

/** Whether history may write the record, or only the code that owns its table. */
export function mayBeWritten({ entity }: Reversal): boolean {
  return entity.options.revertible !== false;
}

/** Kept by TypeORM or the database with every write; taking them back would be a lie. */
export function isMaintained(column: AuditedColumn): boolean {
  return column.isVersion || column.isUpdateDate || column.generatedType !== undefined;
}

/** A column that the entity no longer has counts: the plan says that it cannot be brought back. */
function isRevertible(column: AuditedColumn | undefined): boolean {
  return column === undefined || !isMaintained(column);
}
