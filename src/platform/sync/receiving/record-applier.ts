import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { SyncModuleOptions } from '../interfaces/sync-module-options.interface.js';
import { SYNC_OPTIONS } from '../sync.module-definition.js';
import { SyncedEntities } from '../records/synced-entities.js';
import { LocalIds } from '../records/local-ids.js';
import { rememberOriginals } from '../records/record-mappings.js';
import { concurrentChanges, type ConcurrentChanges } from './concurrent-changes.js';
import { ConflictResolver, valuesOf, type Resolution } from './conflict-resolver.js';
import type { Applied, Incoming } from './incoming.interface.js';
import { toIncomingRecord, type IncomingRecord } from './incoming-record.js';
import { NewRecordFiller } from './new-record-filler.js';
import { advanceSequence, deleteRow, insertRow, lockRow, updateRow } from './record-writer.js';

/** Makes a message true here: the record it tells of, its conflicts, its sequence. @internal */
@Injectable()
export class RecordApplier {
  constructor(
    @Inject(SYNC_OPTIONS) private readonly options: SyncModuleOptions,
    private readonly entities: SyncedEntities,
    private readonly conflicts: ConflictResolver,
    private readonly filler: NewRecordFiller,
  ) {}

  /** @throws UnappliableMessageError, and whatever the database says against it */
  async apply(manager: EntityManager, incoming: Incoming): Promise<Applied> {
    const { received } = incoming;
    const record = await toIncomingRecord(
      new LocalIds(manager, this.options.name),
      incoming.peer,
      incoming.message,
      received,
      incoming.attributes,
    );
    const { itemType } = received.entity;
    const { id } = record;
    const image = id === undefined ? undefined : await lockRow(manager, received, id);
    const concurrent = await this.concurrent(manager, incoming, record);
    if (id === undefined || image === undefined) {
      return this.applyToNothing(manager, incoming, record, concurrent);
    }
    const resolution: Resolution = concurrent
      ? await this.conflicts.resolve(manager, incoming, { record, id, image, concurrent })
      : { values: record.changed ? valuesOf(record, record.changed) : record.values };
    if ('parked' in resolution) {
      return { state: 'parked', itemType, itemId: id, reason: resolution.parked };
    }
    await write(manager, record, id, resolution);
    if (resolution.answer) {
      await this.conflicts.answer(manager, incoming, itemType, id, resolution.answer);
    }
    return { state: 'processed', itemType, itemId: id };
  }

  private async concurrent(
    manager: EntityManager,
    { peer, seen, force }: Incoming,
    { received, id }: IncomingRecord,
  ): Promise<ConcurrentChanges | undefined> {
    const { itemType } = received.entity;
    // What is not published does not travel, so the peer cannot have missed it.
    if (force || id === undefined || !this.entities.published(itemType)) return undefined;
    return concurrentChanges(manager, peer, { itemType, itemId: id }, seen);
  }

  private async applyToNothing(
    manager: EntityManager,
    incoming: Incoming,
    record: IncomingRecord,
    concurrent: ConcurrentChanges | undefined,
  ): Promise<Applied> {
    const { itemType } = record.received.entity;
    if (record.isDestroyed) return { state: 'processed', itemType, itemId: record.id ?? null };
    if (concurrent?.isDestroyed && record.id !== undefined) {
      const { id } = record;
      const verdict = await this.conflicts.judgeDestroyed(
        manager,
        incoming,
        record,
        id,
        concurrent,
      );
      if (verdict.decision === 'ours') return { state: 'processed', itemType, itemId: id };
      if (verdict.decision === 'parked') {
        return { state: 'parked', itemType, itemId: id, reason: verdict.reason };
      }
    }
    return { state: 'processed', itemType, itemId: await this.insert(manager, incoming, record) };
  }

  private async insert(
    manager: EntityManager,
    incoming: Incoming,
    record: IncomingRecord,
  ): Promise<string> {
    const { received, id, original } = record;
    const { itemType } = received.entity;
    const filled = await this.filler.fill(manager, incoming, record);
    if (id !== undefined) await advanceSequence(manager, received, id);
    const made = await insertRow(manager, received, id, filled);
    if (original && original.origin !== this.options.name) {
      await rememberOriginals(manager, [{ itemType, id: made, ...original }]);
    }
    return made;
  }
}

async function write(
  manager: EntityManager,
  { received, isDestroyed }: IncomingRecord,
  id: string,
  resolution: Exclude<Resolution, { parked: string }>,
): Promise<void> {
  if (!isDestroyed) return updateRow(manager, received, id, resolution.values);
  if (!resolution.keep) await deleteRow(manager, received, id);
}
