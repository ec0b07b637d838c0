import type { EntityMetadata } from 'typeorm';
import { quoteIdentifier } from '../../triggers/index.js';
import { AuditedEntities, type AuditedEntity } from '../audited-entities.js';

/** A foreign key by column names. */
export interface ForeignKey {
  /** The table that holds it; null when that is not audited. */
  readonly child: AuditedEntity | null;
  readonly childTable: string;
  readonly childName: string;
  readonly columns: readonly string[];
  /** The table that it points to; null when that is not audited. */
  readonly parent: AuditedEntity | null;
  readonly parentTable: string;
  readonly parentName: string;
  readonly referencedColumns: readonly string[];
  readonly onDelete: string;
}

/** Every foreign key between the data source's tables. */
export function foreignKeys(entities: AuditedEntities): ForeignKey[] {
  const seen = new Map<string, ForeignKey>();
  for (const metadata of entities.dataSource.entityMetadatas) {
    for (const key of metadata.foreignKeys) {
      const columns = key.columns.map((column) => column.databaseName);
      const parent = entities.ofMetadata(key.referencedEntityMetadata) ?? null;
      const found: ForeignKey = {
        child: entities.ofMetadata(metadata) ?? null,
        childTable: quotedTable(metadata),
        childName: metadata.name,
        columns,
        parent,
        parentTable: quotedTable(key.referencedEntityMetadata),
        parentName: parent?.itemType ?? key.referencedEntityMetadata.name,
        referencedColumns: key.referencedColumns.map((column) => column.databaseName),
        onDelete: key.onDelete ?? 'NO ACTION',
      };
      // Single-table inheritance repeats a key on the parent and on each child.
      seen.set(`${found.childTable} ${columns.join()} ${found.parentTable}`, found);
    }
  }
  return [...seen.values()];
}

function quotedTable(metadata: EntityMetadata): string {
  const table = quoteIdentifier(metadata.tableName);
  return metadata.schema === undefined ? table : `${quoteIdentifier(metadata.schema)}.${table}`;
}
