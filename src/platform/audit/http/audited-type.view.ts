import { z } from 'zod';
import type { AuditedEntities, AuditedEntity } from '../audited-entities.js';
import { columnType } from '../reading/exact-columns.js';

/** A type of record that has a history. */
export const auditedTypeSchema = z.object({
  item_type: z.string().meta({ example: 'Post' }),
  columns: z.array(z.object({ name: z.string(), type: z.string() })).meta({
    example: [{ name: 'title', type: 'text' }],
  }),
  label: z.string().nullable().meta({
    description: 'The column that names a record to a person.',
    example: 'title',
  }),
  revertible: z.boolean().meta({
    description: 'Whether revert, restore and undo may write these records.',
  }),
  associations: z.array(z.object({ item_type: z.string(), relation: z.string() })).meta({
    description: 'Whose versions show in the history of these records, too.',
    example: [{ item_type: 'Comment', relation: 'post' }],
  }),
});

export function auditedTypeView(
  entity: AuditedEntity,
  entities: AuditedEntities,
  hidden: ReadonlySet<string>,
): z.output<typeof auditedTypeSchema> {
  const { label } = entity.options;
  const columns = [...entity.columns.values()].filter(
    ({ databaseName }) => !entity.skipped.has(databaseName) && !hidden.has(databaseName),
  );
  return {
    item_type: entity.itemType,
    columns: columns.map((column) => ({ name: column.databaseName, type: columnType(column) })),
    label: columns.find(({ propertyPath }) => propertyPath === label)?.databaseName ?? null,
    revertible: entity.options.revertible !== false,
    associations: entities.all().flatMap((child) => associationOf(child, entity, entities)),
  };
}

function associationOf(
  child: AuditedEntity,
  entity: AuditedEntity,
  entities: AuditedEntities,
): { item_type: string; relation: string }[] {
  if (child.metadata.isJunction) {
    const owner = child.metadata.ownerColumns[0]?.referencedColumn?.entityMetadata;
    const isOwner = owner !== undefined && entities.ofMetadata(owner) === entity;
    const relation = child.itemType.slice(entity.itemType.length + 1);
    return isOwner ? [{ item_type: child.itemType, relation }] : [];
  }
  const name = child.options.parent;
  const relation =
    name === undefined ? undefined : child.metadata.findRelationWithPropertyPath(name);
  return relation && entities.ofMetadata(relation.inverseEntityMetadata) === entity
    ? [{ item_type: child.itemType, relation: name! }]
    : [];
}
