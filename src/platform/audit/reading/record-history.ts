import type { EntityManager, ObjectLiteral } from 'typeorm';
import { DifferentItemsError } from '../audit.errors.js';
import type { AuditedEntity } from '../audited-entities.js';
import { imageDiff } from './image-diff.js';
import { Reifier } from './reifier.js';
import { plainImage, type StoredVersion } from './stored-version.js';
import type { Moment, VersionQuery } from './version-query.interface.js';
import { VersionReader } from './version-reader.js';
import type { RecordState, VersionChanges, VersionPage } from './version-record.interface.js';

/** Which versions of the record's history, and which page. */
export interface HistoryOptions extends Omit<VersionQuery, 'itemType' | 'itemId' | 'aggregate'> {
  /** With the versions of the records whose parent it is. @defaultValue false */
  readonly associated?: boolean;
}

/**
 * One record through time.
 * @publicApi
 */
export class RecordHistory<T extends ObjectLiteral = ObjectLiteral> {
  private readonly reader: VersionReader;

  public constructor(
    private readonly manager: EntityManager,
    private readonly entity: AuditedEntity,
    public readonly itemId: string,
  ) {
    this.reader = new VersionReader(manager);
  }

  /** The record's versions, newest first. */
  public history(options: HistoryOptions = {}): Promise<VersionPage> {
    const { associated, ...query } = options;
    return associated
      ? this.reader.associatedPage(this.entity.itemType, this.itemId, query)
      : this.reader.page({ ...query, itemType: this.entity.itemType, itemId: this.itemId });
  }

  /** The record as its last version up to the moment left it; null before its first version. */
  public async at(moment: Moment): Promise<RecordState | null> {
    const stored = await this.versionAt(moment);
    if (stored === undefined) {
      return null;
    }
    return { version: stored.record, state: stored.after && this.wholeState(stored) };
  }

  /** The entity as it was at the moment; null when it did not exist, or had no version yet. */
  public async entityAt(moment: Moment): Promise<T | null> {
    const stored = await this.versionAt(moment);
    if (stored === undefined) {
      return null;
    }
    const reifier = new Reifier(this.manager);
    const [entity] = await reifier.reify(this.entity, [stored.record.id], 'after');
    return (entity ?? null) as T | null;
  }

  /** What differs between two moments: `{column: [at a, at b]}`. */
  public async diff(a: Moment, b: Moment): Promise<VersionChanges> {
    const [one, other] = [await this.versionAt(a), await this.versionAt(b)];
    return imageDiff(one?.after ?? null, other?.after ?? null, this.entity);
  }

  private async versionAt(moment: Moment): Promise<StoredVersion | undefined> {
    if (moment instanceof Date || typeof moment === 'string') {
      return this.reader.lastUntil(this.entity.itemType, this.itemId, moment);
    }
    const stored = await this.reader.get(moment.version);
    const { itemType, itemId } = stored.record;
    if (itemType !== this.entity.itemType || itemId !== this.itemId) {
      throw new DifferentItemsError(
        `${itemType} ${itemId}`,
        `${this.entity.itemType} ${this.itemId}`,
      );
    }
    return stored;
  }

  /** A create leaves out what is null; here every recorded column is named. */
  private wholeState(stored: StoredVersion): Record<string, unknown> {
    const recorded = [...this.entity.columns.keys()].filter(
      (name) => !this.entity.skipped.has(name),
    );
    return {
      ...Object.fromEntries(recorded.map((name) => [name, null])),
      ...plainImage(stored.after ?? {}, this.entity),
    };
  }
}
