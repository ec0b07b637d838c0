import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import {
  AuditedEntities,
  UnknownItemTypeError,
  type AuditedColumn,
  type AuditedEntity,
} from '../../audit/index.js';
import type { PublishedDeclaration } from '../decorators/published.decorator.js';
import type { ConflictPolicy, ReceivesDeclaration } from '../decorators/receives-from.decorator.js';
import { PUBLISHED_METADATA, RECEIVES_METADATA } from '../sync.constants.js';
import { SyncDeclarationError } from '../sync.errors.js';

/** A column that names a record of another synced table. */
export interface SyncedReference {
  readonly column: string;
  readonly itemType: string;
}

/** An entity with one key column, as sync sees it. */
export interface SyncedEntity {
  /** On the wire. */
  readonly name: string;
  readonly entity: AuditedEntity;
  readonly key: AuditedColumn;
  readonly references: readonly SyncedReference[];
}

/** What `@Published` made of an entity. */
export interface PublishedEntity extends SyncedEntity {
  /** Columns that travel, by database name, the key among them. */
  readonly columns: ReadonlyMap<string, AuditedColumn>;
}

/** What `@ReceivesFrom` made of an entity. */
export interface ReceivedEntity extends SyncedEntity {
  /** Columns by the attribute that fills them; the key is not among them. */
  readonly columns: ReadonlyMap<string, AuditedColumn>;
  readonly policy: ConflictPolicy;
}

const WIRE_NAME = /^[a-z][a-z0-9_]*(\/[a-z][a-z0-9_]*)*$/;

/** The entities that travel, from their decorators. @internal */
@Injectable()
export class SyncedEntities {
  private readonly byItemType = new Map<string, PublishedEntity>();
  private readonly byName = new Map<string, ReceivedEntity>();

  /** @throws SyncDeclarationError for what can never work */
  constructor(dataSource: DataSource) {
    const audited = AuditedEntities.of(dataSource);
    for (const { target } of dataSource.entityMetadatas) {
      if (typeof target !== 'function') continue;
      const published = Reflect.getMetadata(PUBLISHED_METADATA, target) as
        PublishedDeclaration | undefined;
      const received = Reflect.getMetadata(RECEIVES_METADATA, target) as
        ReceivesDeclaration | undefined;
      if (published) this.addPublished(describe(audited, target, published.name), published);
      if (received) this.addReceived(describe(audited, target, received.name), received);
    }
  }

  published(itemType: string): PublishedEntity | undefined {
    return this.byItemType.get(itemType);
  }

  allPublished(): readonly PublishedEntity[] {
    return [...this.byItemType.values()];
  }

  received(name: string): ReceivedEntity | undefined {
    return this.byName.get(name);
  }

  private addPublished(synced: SyncedEntity, declared: PublishedDeclaration): void {
    const { entity, key } = synced;
    assertProperties(synced, [...(declared.only ?? []), ...(declared.except ?? [])]);
    const travels = [...entity.columns].filter(
      ([name, column]) =>
        column === key ||
        (!entity.redacted.has(name) &&
          (!declared.only || names(declared.only, column)) &&
          !names(declared.except ?? [], column)),
    );
    this.byItemType.set(entity.itemType, { ...synced, columns: new Map(travels) });
  }

  private addReceived(synced: SyncedEntity, declared: ReceivesDeclaration): void {
    if (this.byName.has(synced.name)) {
      throw new SyncDeclarationError(`two entities receive "${synced.name}"; only one can`);
    }
    const { entity, key } = synced;
    const renamed = new Map(Object.entries(declared.as ?? {}));
    assertProperties(synced, [...renamed.values()]);
    const except = declared.except ?? [];
    const columns = new Map<string, AuditedColumn>();
    for (const [name, column] of entity.columns) {
      const isOurs = column === key || column.isVersion || column.generatedType !== undefined;
      if (isOurs || names(except, column)) continue;
      const theirs = [...renamed].filter(([, property]) => names([property], column));
      for (const [attribute] of theirs) {
        if (!except.includes(attribute)) columns.set(attribute, column);
      }
      // An attribute that is called otherwise here fills nothing else.
      if (theirs.length === 0 && !renamed.has(name)) columns.set(name, column);
    }
    const policy = declared.conflicts ?? 'central_wins';
    this.byName.set(synced.name, { ...synced, columns, policy });
  }
}

function describe(audited: AuditedEntities, target: Function, name: string): SyncedEntity {
  if (!WIRE_NAME.test(name)) {
    throw new SyncDeclarationError(
      `"${name}" is no name for messages; use snake case: invoice_item`,
    );
  }
  const entity = auditedEntity(audited, target);
  const [key, ...more] = entity.metadata.primaryColumns;
  if (!key || more.length > 0) {
    throw new SyncDeclarationError(`${entity.itemType} has no key of one column, which sync needs`);
  }
  const references = entity.metadata.manyToOneRelations.flatMap((relation) => {
    const [column, ...others] = relation.joinColumns;
    const other = audited.ofMetadata(relation.inverseEntityMetadata);
    return column && others.length === 0 && other && isSynced(relation.inverseEntityMetadata.target)
      ? [{ column: column.databaseName, itemType: other.itemType }]
      : [];
  });
  return { name, entity, key, references };
}

function auditedEntity(audited: AuditedEntities, target: Function): AuditedEntity {
  try {
    return audited.get(target);
  } catch (error) {
    if (!(error instanceof UnknownItemTypeError)) throw error;
    throw new SyncDeclarationError(
      `${target.name} is not audited; sync publishes versions and records what it applies: add @Audited`,
    );
  }
}

function isSynced(target: unknown): boolean {
  return (
    typeof target === 'function' &&
    (Reflect.hasMetadata(PUBLISHED_METADATA, target) ||
      Reflect.hasMetadata(RECEIVES_METADATA, target))
  );
}

function names(properties: readonly string[], column: AuditedColumn): boolean {
  return properties.some(
    (property) => property === column.propertyPath || property === column.databaseName,
  );
}

function assertProperties({ entity, name }: SyncedEntity, properties: readonly string[]): void {
  const columns = [...entity.columns.values()];
  const unknown = properties.find(
    (property) => !columns.some((column) => names([property], column)),
  );
  if (unknown !== undefined) {
    throw new SyncDeclarationError(
      `"${name}" names "${unknown}", which ${entity.itemType} has not`,
    );
  }
}
