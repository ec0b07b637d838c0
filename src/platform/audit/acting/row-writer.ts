import type { EntityManager } from 'typeorm';
import { quoteIdentifier } from '../../triggers/index.js';
import type { AuditedColumn, AuditedEntity } from '../audited-entities.js';
import { keyImage } from '../reading/item-id.js';
import { populated, populatedValue } from '../reading/populated-columns.js';
import type { PlannedChange } from './acting.interfaces.js';
import { onKey } from './live-rows.js';

/**
 * Brings a row to the before-state of a version. Values go from the version to the table inside
 * PostgreSQL, so that none passes through a driver; identifiers come from entity metadata.
 */
export async function writeRow(
  manager: EntityManager,
  entity: AuditedEntity,
  change: PlannedChange,
): Promise<void> {
  const key = JSON.stringify(keyImage(entity, change.itemId));
  if (change.event === 'destroy') {
    await manager.query(
      `DELETE FROM ${entity.table} AS subject
       USING jsonb_populate_record(null::${entity.table}, $1::jsonb) AS typed
       WHERE ${onKey(entity, 'subject', 'typed')}`,
      [key],
    );
  } else if (change.event === 'update') {
    await manager.query(updateStatement(entity, Object.keys(change.changes)), [
      change.versionId,
      key,
    ]);
  } else {
    const columns = await recordedColumns(manager, entity, change.versionId);
    await manager.query(insertStatement(entity, columns), [change.versionId]);
  }
}

function updateStatement(entity: AuditedEntity, names: readonly string[]): string {
  const columns = names.map((name) => entity.columns.get(name)!);
  const maintained = [...entity.columns.values()].flatMap((column) => {
    const name = quoteIdentifier(column.databaseName);
    if (column.isVersion) {
      return [`, ${name} = subject.${name} + 1`];
    }
    return column.isUpdateDate ? [`, ${name} = CURRENT_TIMESTAMP`] : [];
  });
  return `UPDATE ${entity.table} AS subject
    SET (${columns.map(({ databaseName }) => quoteIdentifier(databaseName)).join(', ')}) = (
      SELECT ${columns.map((column) => populatedValue(column, 'r')).join(', ')}
      FROM ${populated(entity, 'backstory.restorable(v.object)', 'r')})${maintained.join('')}
    FROM backstory.versions v, jsonb_populate_record(null::${entity.table}, $2::jsonb) AS typed
    WHERE v.id = $1::bigint AND ${onKey(entity, 'subject', 'typed')}`;
}

/** Columns that history does not hold get their defaults. */
function insertStatement(entity: AuditedEntity, recorded: ReadonlySet<string>): string {
  const columns = [...entity.columns.values()].filter(
    (column) =>
      column.generatedType === undefined && (recorded.has(column.databaseName) || column.isVersion),
  );
  const values = columns.map((column) =>
    column.isVersion
      ? nextVersion(column, recorded.has(column.databaseName))
      : populatedValue(column, 'r'),
  );
  return `INSERT INTO ${entity.table}
      (${columns.map(({ databaseName }) => quoteIdentifier(databaseName)).join(', ')})
    OVERRIDING SYSTEM VALUE
    SELECT ${values.join(', ')}
    FROM backstory.versions v, ${populated(entity, 'backstory.restorable(v.object)', 'r')}
    WHERE v.id = $1::bigint`;
}

/**
 * A version column goes on beyond every number that it had, or a copy from before the destroy would
 * pass for the row of now. Where history holds no number, the destroy's own is larger: each change
 * that raised the column took one from the same sequence.
 */
function nextVersion(column: AuditedColumn, isRecorded: boolean): string {
  const largest = /small|int2/.test(String(column.type)) ? 32_767 : 2_147_483_647;
  return isRecorded ? `${populatedValue(column, 'r')} + 1` : `v.id % ${largest} + 1`;
}

async function recordedColumns(
  manager: EntityManager,
  entity: AuditedEntity,
  versionId: string,
): Promise<Set<string>> {
  const rows = await manager.query<{ name: string }[]>(
    `SELECT jsonb_object_keys(backstory.restorable(v.object)) AS name
     FROM backstory.versions v WHERE v.id = $1::bigint AND v.item_type = $2`,
    [versionId, entity.itemType],
  );
  return new Set(rows.map(({ name }) => name));
}
