import type {
  DataSource,
  EntityMetadata,
  EntitySubscriberInterface,
  InsertEvent,
  ObjectLiteral,
  QueryRunner,
  RecoverEvent,
  RemoveEvent,
  SoftRemoveEvent,
  TransactionCommitEvent,
  TransactionRollbackEvent,
  TransactionStartEvent,
  UpdateEvent,
} from 'typeorm';
import type { AfterQueryEvent } from 'typeorm/subscriber/event/QueryEvent.js';
import { AuditedEntities } from '../audited-entities.js';
import { auditPolicy } from '../policy/audit-policy.js';
import { ChangeBuffer, type RecordedTable } from './change-buffer.js';
import type { RowKey } from './row-images.js';

type RowEvent =
  UpdateEvent<ObjectLiteral> | RemoveEvent<ObjectLiteral> | SoftRemoveEvent<ObjectLiteral>;

/**
 * Records versions without the guard: for a database where no trigger may be installed. Sees what
 * TypeORM shows a subscriber and nothing else; the module's README lists what that leaves out.
 */
export class VersionRecorderSubscriber implements EntitySubscriberInterface<ObjectLiteral> {
  private readonly buffers = new WeakMap<QueryRunner, ChangeBuffer>();
  private readonly upserting = new WeakSet<QueryRunner>();
  private tables: Map<EntityMetadata, RecordedTable> | undefined;

  public constructor(private readonly dataSource: DataSource) {}

  /** An upsert announces an insert for each row, also for those it updates: none can be believed. */
  public afterQuery({ query, queryRunner }: AfterQueryEvent): void {
    if (query.startsWith('INSERT')) {
      const isUpsert = query.includes(' ON CONFLICT ') && query.includes(' DO UPDATE ');
      this.upserting[isUpsert ? 'add' : 'delete'](queryRunner);
    }
  }

  public async afterInsert(event: InsertEvent<ObjectLiteral>): Promise<void> {
    const table = this.tableOf(event.metadata);
    const key = table && rowKey(event.metadata, event.entityId, event.entity);
    if (table === undefined || key === undefined || this.upserting.has(event.queryRunner)) {
      return;
    }
    const buffer = this.bufferOf(event.queryRunner);
    buffer.add(table, key, true);
    if (!event.queryRunner.isTransactionActive) {
      await buffer.flush();
    }
  }

  public beforeUpdate(event: UpdateEvent<ObjectLiteral>): Promise<void> | void {
    return this.readBefore(event);
  }

  public beforeRemove(event: RemoveEvent<ObjectLiteral>): Promise<void> | void {
    return this.readBefore(event);
  }

  public beforeSoftRemove(event: SoftRemoveEvent<ObjectLiteral>): Promise<void> | void {
    return this.readBefore(event);
  }

  public beforeRecover(event: RecoverEvent<ObjectLiteral>): Promise<void> | void {
    return this.readBefore(event);
  }

  public afterUpdate(event: UpdateEvent<ObjectLiteral>): void {
    this.note(event, true);
  }

  public afterRemove(event: RemoveEvent<ObjectLiteral>): void {
    this.note(event, false);
  }

  public afterSoftRemove(event: SoftRemoveEvent<ObjectLiteral>): void {
    this.note(event, true);
  }

  public afterRecover(event: RecoverEvent<ObjectLiteral>): void {
    this.note(event, true);
  }

  /** A savepoint's rollback must not take what came before it. */
  public async beforeTransactionStart({ queryRunner }: TransactionStartEvent): Promise<void> {
    await this.buffers.get(queryRunner)?.flush();
  }

  public async beforeTransactionCommit({ queryRunner }: TransactionCommitEvent): Promise<void> {
    await this.buffers.get(queryRunner)?.flush();
  }

  public beforeTransactionRollback({ queryRunner }: TransactionRollbackEvent): void {
    this.buffers.get(queryRunner)?.discard();
  }

  public afterTransactionCommit({ queryRunner }: TransactionCommitEvent): void {
    this.forgetAtEnd(queryRunner);
  }

  public afterTransactionRollback({ queryRunner }: TransactionRollbackEvent): void {
    this.forgetAtEnd(queryRunner);
  }

  private forgetAtEnd(queryRunner: QueryRunner): void {
    if (!queryRunner.isTransactionActive) {
      this.buffers.delete(queryRunner);
    }
  }

  private readBefore(event: RowEvent): Promise<void> | void {
    const table = this.tableOf(event.metadata);
    const key = table && keyOf(event);
    if (table !== undefined && key !== undefined && event.queryRunner.isTransactionActive) {
      return this.bufferOf(event.queryRunner).readBefore(table, key);
    }
  }

  private note(event: RowEvent, exists: boolean): void {
    const table = this.tableOf(event.metadata);
    const key = table && keyOf(event);
    if (table !== undefined && key !== undefined && event.queryRunner.isTransactionActive) {
      this.bufferOf(event.queryRunner).add(table, key, exists);
    }
  }

  private tableOf(metadata: EntityMetadata): RecordedTable | undefined {
    this.tables ??= new Map();
    const known = this.tables.get(metadata);
    if (known !== undefined) {
      return known;
    }
    const entities = AuditedEntities.of(this.dataSource);
    const entity = entities.ofMetadata(metadata);
    const same = [...this.tables.values()].find((table) => table.entity === entity);
    const table = same ?? (entity && { entity, policy: auditPolicy(entity, entities) });
    if (table !== undefined) {
      this.tables.set(metadata, table);
    }
    return table;
  }

  private bufferOf(queryRunner: QueryRunner): ChangeBuffer {
    let buffer = this.buffers.get(queryRunner);
    if (buffer === undefined) {
      buffer = new ChangeBuffer(queryRunner);
      this.buffers.set(queryRunner, buffer);
    }
    return buffer;
  }
}

/** A statement without a row (update(), delete(), an orphan's nullify) names no key. */
function keyOf(event: RowEvent): RowKey | undefined {
  const { metadata, databaseEntity, entity } = event;
  const entityId = 'entityId' in event ? (event.entityId as ObjectLiteral | undefined) : undefined;
  return databaseEntity === undefined && entityId === undefined
    ? undefined
    : rowKey(metadata, entityId, databaseEntity ?? entity);
}

function rowKey(
  metadata: EntityMetadata,
  entityId: ObjectLiteral | undefined,
  entity: ObjectLiteral | undefined,
): RowKey | undefined {
  const key: Record<string, unknown> = {};
  for (const column of metadata.primaryColumns) {
    const fromId = entityId && (column.getEntityValue(entityId) as unknown);
    const value = fromId ?? (entity && (column.getEntityValue(entity) as unknown));
    if (value === undefined || value === null) {
      return undefined;
    }
    key[column.databaseName] = value;
  }
  return key;
}
