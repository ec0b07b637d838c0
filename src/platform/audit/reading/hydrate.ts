import type { EntityMetadata, ObjectLiteral } from 'typeorm';
import type { AuditedEntity } from '../audited-entities.js';

/** A row whose columns are named `c0`, `c1`, ... in the order of the entity's columns. */
export type PopulatedRow = Record<string, unknown>;

/**
 * The entity that TypeORM itself would load from the row: embedded objects, transformers, the class
 * of a single-table-inheritance row. Redacted and skipped columns stay undefined: nobody knows them.
 * A foreign key without a property of its own becomes a stub of the related entity with its key.
 */
export function hydrate(entity: AuditedEntity, row: PopulatedRow, prefix = 'c'): ObjectLiteral {
  const places = [...entity.columns.keys()].map(
    (name, place) => [name, `${prefix}${place}`] as const,
  );
  const values = new Map(places.map(([name, place]) => [name, row[place]]));
  const metadata = concreteMetadata(entity, values);
  const object = metadata.create();
  for (const column of metadata.columns) {
    const name = column.databaseName;
    if (entity.redacted.has(name) || entity.skipped.has(name) || column.isVirtualProperty) {
      continue;
    }
    const raw = values.get(name);
    const value: unknown = metadata.dataSource.driver.prepareHydratedValue(raw, column);
    if (!column.isVirtual) {
      column.setEntityValue(object, value);
    } else if (column.relationMetadata && column.referencedColumn && value !== null) {
      const stub = column.referencedColumn.createValueMap(value);
      const related = column.relationMetadata.getEntityValue(object) as ObjectLiteral | undefined;
      column.relationMetadata.setEntityValue(object, { ...related, ...stub });
    }
  }
  return object;
}

function concreteMetadata(
  entity: AuditedEntity,
  values: ReadonlyMap<string, unknown>,
): EntityMetadata {
  const discriminator = entity.metadata.discriminatorColumn;
  if (discriminator === undefined) {
    return entity.metadata;
  }
  const value = values.get(discriminator.databaseName);
  const family = [entity.metadata, ...entity.metadata.childEntityMetadatas];
  return family.find((child) => child.discriminatorValue === value) ?? entity.metadata;
}
