import type { EntityMetadata } from 'typeorm';
import { AuditConfigurationError } from '../audit.errors.js';
import type { AuditedEntities, AuditedEntity } from '../audited-entities.js';
import type { RowCondition, Scalar } from '../decorators/audited.decorator.js';

/** A key by database name: one column, or `{name: column}` of a composite one. */
export type PolicyKey = string | Readonly<Record<string, string>>;

/** What `@Audited` declared, by database name: the argument of `backstory.record_version`. */
export interface AuditPolicy {
  readonly item_type: string;
  readonly key: PolicyKey;
  readonly discriminator?: string;
  /** Discriminator value to entity name. */
  readonly subtypes?: Readonly<Record<string, string>>;
  readonly only?: readonly string[];
  readonly ignore?: readonly string[];
  readonly skip?: readonly string[];
  readonly redact?: readonly string[];
  readonly json?: readonly string[];
  readonly if?: Readonly<Record<string, readonly Scalar[]>>;
  readonly unless?: Readonly<Record<string, readonly Scalar[]>>;
  readonly meta?: Readonly<Record<string, Scalar>>;
  readonly meta_columns?: Readonly<Record<string, string>>;
  readonly parent?: { readonly item_type: string; readonly key: PolicyKey };
  readonly label?: string;
  readonly deleted_at?: string;
  readonly schema_version?: number;
}

/** The policy of one audited table. @throws AuditConfigurationError when an option names no column */
export function auditPolicy(entity: AuditedEntity, entities: AuditedEntities): AuditPolicy {
  const { metadata, options } = entity;
  const columns = (properties: readonly string[] | undefined): string[] =>
    (properties ?? []).flatMap((property) => columnsOf(entity, property));
  const condition = (rows: RowCondition | undefined): AuditPolicy['if'] =>
    rows &&
    Object.fromEntries(
      Object.entries(rows).map(([property, value]) => [
        columnOf(entity, property),
        Array.isArray(value) ? (value as Scalar[]) : [value as Scalar],
      ]),
    );
  const meta = Object.entries(options.meta ?? {});
  const discriminator = metadata.discriminatorColumn?.databaseName;
  return withoutEmpty({
    item_type: entity.itemType,
    key: policyKey(entity.keyColumns, entity.keyColumns),
    discriminator,
    subtypes: discriminator === undefined ? undefined : subtypesOf(metadata),
    only: columns(options.only),
    ignore: [...new Set([...columns(options.ignore), ...technicalColumns(metadata)])],
    skip: columns(options.skip),
    redact: [...entity.redacted],
    json: metadata.columns
      .filter(({ type }) => type === 'json' || type === 'jsonb')
      .map((column) => column.databaseName),
    if: condition(options.if),
    unless: condition(options.unless),
    meta: Object.fromEntries(meta.filter(([, value]) => !isColumn(value))) as AuditPolicy['meta'],
    meta_columns: Object.fromEntries(
      meta.flatMap(([name, value]) =>
        isColumn(value) ? [[name, columnOf(entity, value.column)]] : [],
      ),
    ),
    parent: metadata.isJunction
      ? junctionParent(metadata, entities)
      : relationParent(entity, entities),
    label: options.label && columnOf(entity, options.label),
    deleted_at: metadata.deleteDateColumn?.databaseName,
    schema_version: options.schemaVersion,
  });
}

/** Kept by TypeORM at every save: they say nothing about whether something changed. */
function technicalColumns(metadata: EntityMetadata): string[] {
  return [metadata.updateDateColumn, metadata.versionColumn].flatMap((column) =>
    column === undefined ? [] : [column.databaseName],
  );
}

function subtypesOf(metadata: EntityMetadata): Record<string, string> {
  return Object.fromEntries(
    [metadata, ...metadata.childEntityMetadatas].map((child) => [
      child.discriminatorValue ?? child.name,
      child.name,
    ]),
  );
}

function relationParent(entity: AuditedEntity, entities: AuditedEntities): AuditPolicy['parent'] {
  const name = entity.options.parent;
  if (name === undefined) {
    return undefined;
  }
  const relation = entity.metadata.findRelationWithPropertyPath(name);
  const parent = relation && entities.ofMetadata(relation.inverseEntityMetadata);
  if (!relation?.isWithJoinColumn || parent === undefined) {
    throw new AuditConfigurationError(
      entity.metadata.name,
      `parent "${name}" is not a many-to-one or owning one-to-one relation to an audited entity`,
    );
  }
  return {
    item_type: parent.itemType,
    key: policyKey(
      relation.joinColumns.map((column) => column.referencedColumn?.databaseName ?? ''),
      relation.joinColumns.map((column) => column.databaseName),
    ),
  };
}

function junctionParent(
  junction: EntityMetadata,
  entities: AuditedEntities,
): AuditPolicy['parent'] {
  const owner = junction.ownerColumns[0]?.referencedColumn?.entityMetadata;
  const parent = owner && entities.ofMetadata(owner);
  return (
    parent && {
      item_type: parent.itemType,
      key: policyKey(
        junction.ownerColumns.map((column) => column.referencedColumn?.databaseName ?? ''),
        junction.ownerColumns.map((column) => column.databaseName),
      ),
    }
  );
}

function policyKey(names: readonly string[], columns: readonly string[]): PolicyKey {
  const [only] = columns;
  return columns.length === 1 && only !== undefined
    ? only
    : Object.fromEntries(names.map((name, index) => [name, columns[index] ?? name]));
}

function columnOf(entity: AuditedEntity, property: string): string {
  const [column] = columnsOf(entity, property);
  return column as string;
}

/** The columns of a property, an embedded object or a relation, by database name. */
export function columnsOf({ metadata }: AuditedEntity, property: string): string[] {
  const all = [metadata, ...metadata.childEntityMetadatas];
  for (const candidate of all) {
    const column = candidate.findColumnWithPropertyPath(property);
    if (column !== undefined && !column.isVirtualProperty) {
      return [column.databaseName];
    }
    const embedded = candidate.findEmbeddedWithPropertyPath(property);
    if (embedded !== undefined) {
      return embedded.columnsFromTree.map(({ databaseName }) => databaseName);
    }
    const relation = candidate.findRelationWithPropertyPath(property);
    if (relation?.isWithJoinColumn) {
      return relation.joinColumns.map(({ databaseName }) => databaseName);
    }
  }
  throw new AuditConfigurationError(
    metadata.name,
    `"${property}" is not one of its columns: ${metadata.columns.map((column) => column.propertyPath).join(', ')}`,
  );
}

function isColumn(value: Scalar | { readonly column: string }): value is { column: string } {
  return typeof value === 'object' && value !== null;
}

/** Leaves out what is absent or empty, so that the policy (and so the trigger) says only what matters. */
function withoutEmpty(policy: AuditPolicy): AuditPolicy {
  return Object.fromEntries(
    Object.entries(policy).filter(
      ([, value]) =>
        value !== undefined && !(typeof value === 'object' && Object.keys(value).length === 0),
    ),
  ) as unknown as AuditPolicy;
}
