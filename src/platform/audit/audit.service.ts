import { Injectable, Optional } from '@nestjs/common';
import { DataSource, EntityManager, type EntityTarget, type ObjectLiteral } from 'typeorm';
import type {
  ActOptions,
  ActResult,
  RestoreOptions,
  RevertOptions,
} from './acting/acting.interfaces.js';
import { restore, revert, undo } from './acting/acts.js';
import { DifferentItemsError } from './audit.errors.js';
import { AuditedEntities, type AuditedEntity } from './audited-entities.js';
import { asOf, type AsOfOptions, type AsOfPage } from './reading/as-of.js';
import { imageDiff } from './reading/image-diff.js';
import { itemIdOf, type RecordId } from './reading/item-id.js';
import { RecordHistory } from './reading/record-history.js';
import { Reifier } from './reading/reifier.js';
import type { VersionQuery } from './reading/version-query.interface.js';
import { VersionReader } from './reading/version-reader.js';
import type {
  VersionChanges,
  VersionPage,
  VersionRecord,
} from './reading/version-record.interface.js';

/**
 * Reads the history of audited records, and takes changes back.
 * @example
 * ```ts
 * const { items } = await audit.for(Post, 7).history({ associated: true });
 * const then = await audit.for(Post, 7).entityAt('2026-01-31T12:00:00Z');
 * ```
 * @publicApi
 */
@Injectable()
export class AuditService {
  private readonly manager: EntityManager;

  public constructor(
    private readonly dataSource: DataSource,
    @Optional() manager?: EntityManager,
  ) {
    this.manager = manager ?? dataSource.manager;
  }

  /** The same service inside a caller's transaction. */
  public using(manager: EntityManager): AuditService {
    return new AuditService(this.dataSource, manager);
  }

  /** One record's history, by entity class or item type. */
  public for<T extends ObjectLiteral>(target: EntityTarget<T>, id: RecordId): RecordHistory<T> {
    const entity = this.entity(target);
    return new RecordHistory<T>(this.manager, entity, itemIdOf(entity, id));
  }

  /** The versions that meet a query, newest first. */
  public versions(query: VersionQuery = {}): Promise<VersionPage> {
    return this.reader().page(query);
  }

  /** One version. */
  public async version(id: string): Promise<VersionRecord> {
    return (await this.reader().get(id)).record;
  }

  /** The version of the same record before this one. */
  public previous(version: VersionRecord): Promise<VersionRecord | null> {
    return this.neighbour(version, 'previous');
  }

  /** The version of the same record after this one. */
  public next(version: VersionRecord): Promise<VersionRecord | null> {
    return this.neighbour(version, 'next');
  }

  /** What differs between the states that two versions of one record left: `{column: [a, b]}`. */
  public async diff(a: string, b: string): Promise<VersionChanges> {
    const [one, other] = [await this.reader().get(a), await this.reader().get(b)];
    const names = [one, other].map(({ record }) => `${record.itemType} ${record.itemId}`);
    if (names[0] !== names[1]) {
      throw new DifferentItemsError(names[0]!, names[1]!);
    }
    const entity = this.entities().find(one.record.itemType);
    return imageDiff(one.after, other.after, entity);
  }

  /** The entity as it was before or after a version; null where it did not exist. */
  public async reify<T extends ObjectLiteral>(
    version: string,
    side: 'before' | 'after' = 'before',
  ): Promise<T | null> {
    const { record } = await this.reader().get(version);
    const entity = this.entity(record.itemType);
    const [reified] = await new Reifier(this.manager).reify(entity, [record.id], side);
    return (reified ?? null) as T | null;
  }

  /**
   * The records of an entity as they were at a time, in one statement. Records that had no version
   * by then are not among them.
   */
  public asOf<T extends ObjectLiteral>(
    target: EntityTarget<T>,
    time: Date | string,
    options: AsOfOptions = {},
  ): Promise<AsOfPage<T>> {
    const entity = this.entity(target);
    const asked =
      typeof target === 'string' ? entity.metadata : this.dataSource.getMetadata(target);
    return asOf(this.manager, entity, asked, time, options) as Promise<AsOfPage<T>>;
  }

  /**
   * Takes back what one version changed, whole or some fields; of a create that means to destroy the
   * record, of a destroy to restore it. Appends versions, rewrites none. Nothing left to take back is
   * no error: the result names no change.
   * @throws ActConflictError when a later version changed the same field (not in a dry run)
   */
  public revert(versionId: string, options: RevertOptions = {}): Promise<ActResult> {
    return revert(options.manager ?? this.manager, versionId, options);
  }

  /**
   * Brings back a destroyed record under its own id, with `associations` also what was destroyed
   * with it.
   * @throws ActConflictError when it is alive, or when what it points to is gone
   */
  public restore(versionId: string, options: RestoreOptions = {}): Promise<ActResult> {
    return restore(options.manager ?? this.manager, versionId, options);
  }

  /**
   * Takes back everything that one correlation changed, all or nothing.
   * @throws ActConflictError when a later version is in the way
   */
  public undo(correlationId: string, options: ActOptions = {}): Promise<ActResult> {
    return undo(options.manager ?? this.manager, correlationId, options);
  }

  private async neighbour(
    version: VersionRecord,
    side: 'previous' | 'next',
  ): Promise<VersionRecord | null> {
    const { itemType, itemId, id } = version;
    return (await this.reader().neighbour(itemType, itemId, id, side))?.record ?? null;
  }

  private reader(): VersionReader {
    return new VersionReader(this.manager);
  }

  private entities(): AuditedEntities {
    return AuditedEntities.of(this.dataSource);
  }

  private entity(target: EntityTarget<ObjectLiteral>): AuditedEntity {
    return this.entities().get(target);
  }
}
