import type { EntityManager, ObjectLiteral } from 'typeorm';
import type { AuditedEntity } from '../audited-entities.js';
import { hydrate, type PopulatedRow } from './hydrate.js';
import { populated, populatedColumns } from './populated-columns.js';
import { storedVersion, VERSION_COLUMNS, type VersionRow } from './stored-version.js';
import type { VersionRecord } from './version-record.interface.js';

/** A version with the record on both sides of it. @publicApi */
export interface TypedVersion {
  readonly record: VersionRecord;
  /** As TypeORM would have loaded it; null before a create. */
  readonly before: ObjectLiteral | null;
  /** Null after a destroy. */
  readonly after: ObjectLiteral | null;
  /** The values that the columns asked for had before, as text. */
  readonly keyBefore: string | null;
}

type Row = VersionRow & PopulatedRow & { readonly key_before: string | null };

/**
 * Versions with both of their records, in the order of `ids`; those that are gone are left out.
 * @param key columns whose values before are wanted as text
 * @publicApi
 */
export async function typedVersions(
  manager: EntityManager,
  entity: AuditedEntity,
  ids: readonly string[],
  key: readonly string[] = [],
): Promise<TypedVersion[]> {
  const after = 'backstory.state_after(v.object, v.object_changes)';
  const rows = await manager.query<Row[]>(
    `SELECT ${VERSION_COLUMNS}, backstory.image_key(v.object, $3::text[]) AS key_before,
       ${populatedColumns(entity, 'o', 'old')}, ${populatedColumns(entity, 'n', 'new')}
     FROM backstory.versions v, ${populated(entity, 'backstory.restorable(v.object)', 'o')},
       ${populated(entity, `backstory.restorable(${after})`, 'n')}
     WHERE v.id = ANY($1::bigint[]) AND v.item_type = $2`,
    [[...new Set(ids)], entity.itemType, key],
  );
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => {
    const row = byId.get(id);
    return row ? [typedVersion(entity, row)] : [];
  });
}

function typedVersion(entity: AuditedEntity, row: Row): TypedVersion {
  return {
    record: storedVersion(row, entity).record,
    before: row.object === null ? null : hydrate(entity, row, 'old'),
    after: row.event === 'destroy' ? null : hydrate(entity, row, 'new'),
    keyBefore: row.key_before,
  };
}
