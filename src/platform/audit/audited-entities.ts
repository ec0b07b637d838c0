import type { DataSource, EntityMetadata, EntityTarget, ObjectLiteral } from 'typeorm';
import { UnknownItemTypeError } from './audit.errors.js';
import { AUDITED_METADATA } from './audit.constants.js';
import type { AuditedOptions } from './decorators/audited.decorator.js';
import { quoteIdentifier } from '../triggers/index.js';
import { namesColumn } from './utils/names-column.util.js';
import { redactedColumns } from './utils/redacted-columns.util.js';

/** A column as TypeORM knows it. */
export type AuditedColumn = EntityMetadata['columns'][number];

/** One audited table: what `@Audited` declared about it, by database name. */
export interface AuditedEntity {
  readonly itemType: string;
  /** Of the table's root entity (single-table inheritance), or of a many-to-many junction. */
  readonly metadata: EntityMetadata;
  readonly options: AuditedOptions;
  /** Quoted and schema-qualified: safe to put into SQL. */
  readonly table: string;
  /** The primary key, in the order of the entity. */
  readonly keyColumns: readonly string[];
  readonly columns: ReadonlyMap<string, AuditedColumn>;
  readonly redacted: ReadonlySet<string>;
  readonly skipped: ReadonlySet<string>;
}

/** The audited entities of each data source; metadata does not change once it is initialised. */
const registries = new WeakMap<DataSource, AuditedEntities>();

/** Finds audited entities by `item_type`, entity class or table. */
export class AuditedEntities {
  private readonly byType = new Map<string, AuditedEntity>();
  private readonly byMetadata = new Map<EntityMetadata, AuditedEntity>();

  /** The registry of an initialised data source. */
  public static of(dataSource: DataSource): AuditedEntities {
    const known = registries.get(dataSource) ?? new AuditedEntities(dataSource);
    registries.set(dataSource, known);
    return known;
  }

  private constructor(public readonly dataSource: DataSource) {
    for (const metadata of dataSource.entityMetadatas) {
      const options = auditedOptions(metadata);
      if (options !== undefined && !metadata.isJunction) {
        this.add(rootOf(metadata), options);
      }
    }
  }

  public all(): AuditedEntity[] {
    return [...this.byType.values()];
  }

  public find(itemType: string): AuditedEntity | undefined {
    return this.byType.get(itemType);
  }

  /** The audited entity of an item type, an entity class or its metadata. */
  public get(target: EntityTarget<ObjectLiteral>): AuditedEntity {
    if (typeof target === 'string') {
      const found = this.byType.get(target);
      if (found === undefined) {
        throw new UnknownItemTypeError(target, [...this.byType.keys()]);
      }
      return found;
    }
    const metadata = this.dataSource.getMetadata(target);
    const found = this.ofMetadata(metadata);
    if (found === undefined) {
      throw new UnknownItemTypeError(metadata.name, [...this.byType.keys()]);
    }
    return found;
  }

  public ofMetadata(metadata: EntityMetadata): AuditedEntity | undefined {
    return this.byMetadata.get(rootOf(metadata));
  }

  private add(metadata: EntityMetadata, options: AuditedOptions): void {
    if (this.byMetadata.has(metadata)) {
      return;
    }
    const entity = describe(options.itemType ?? metadata.name, metadata, options);
    this.byType.set(entity.itemType, entity);
    this.byMetadata.set(metadata, entity);
    for (const relation of metadata.ownerManyToManyRelations) {
      const junction = relation.junctionEntityMetadata;
      if (junction !== undefined) {
        const itemType = `${entity.itemType}.${relation.propertyPath}`;
        const described = describe(itemType, junction, {});
        this.byType.set(itemType, described);
        this.byMetadata.set(junction, described);
      }
    }
  }
}

/** The entity whose table it is: itself, or the root of its single-table inheritance. */
function rootOf(metadata: EntityMetadata): EntityMetadata {
  let root = metadata;
  while (root.tableType === 'entity-child') {
    root = root.parentEntityMetadata;
  }
  return root;
}

function auditedOptions(metadata: EntityMetadata): AuditedOptions | undefined {
  return typeof metadata.target === 'function'
    ? (Reflect.getMetadata(AUDITED_METADATA, metadata.target) as AuditedOptions | undefined)
    : undefined;
}

function describe(
  itemType: string,
  metadata: EntityMetadata,
  options: AuditedOptions,
): AuditedEntity {
  const columns = metadata.columns.filter((column) => !column.isVirtualProperty);
  const skipped = columns.filter((column) => namesColumn(options.skip, column));
  return {
    itemType,
    metadata,
    options,
    table: quotedTable(metadata),
    keyColumns: metadata.primaryColumns.map((column) => column.databaseName),
    columns: new Map(columns.map((column) => [column.databaseName, column])),
    redacted: redactedColumns(metadata, options),
    skipped: new Set(skipped.map((column) => column.databaseName)),
  };
}

function quotedTable(metadata: EntityMetadata): string {
  const table = quoteIdentifier(metadata.tableName);
  return metadata.schema === undefined ? table : `${quoteIdentifier(metadata.schema)}.${table}`;
}
