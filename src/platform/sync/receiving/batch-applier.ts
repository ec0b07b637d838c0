import { Inject, Injectable, Logger } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { runInNewContext } from '../../correlation/index.js';
import type { SyncModuleOptions } from '../interfaces/sync-module-options.interface.js';
import type { SyncPeer } from '../peers/sync-peer.js';
import { LocalIds } from '../records/local-ids.js';
import { recordKey, rememberOriginals } from '../records/record-mappings.js';
import { SyncedEntities, type ReceivedEntity } from '../records/synced-entities.js';
import { SYNC_OPTIONS } from '../sync.module-definition.js';
import { writeRecords, type RecordWrite, type Written } from './batch-writer.js';
import { concurrentlyChanged } from './concurrent-changes.js';
import { valuesOf } from './conflict-resolver.js';
import { foreignRecords, toIncomingRecord, type IncomingRecord } from './incoming-record.js';
import type { Applied, ReadMessage } from './incoming.interface.js';
import { messageContext } from './message-context.js';
import { NewRecordFiller } from './new-record-filler.js';
import { advanceSequence, lockRows } from './record-writer.js';

/** A message whose record was translated. */
interface Translated {
  readonly read: ReadMessage;
  readonly record: IncomingRecord;
}

/**
 * Applies many messages with a few statements. It does what is plain: a new record, or one that nobody
 * touched meanwhile. Whatever is not, or fails, it leaves to be applied alone, which then says why.
 * @internal
 */
@Injectable()
export class BatchApplier {
  private readonly logger = new Logger('Sync');

  constructor(
    @Inject(SYNC_OPTIONS) private readonly options: SyncModuleOptions,
    private readonly entities: SyncedEntities,
    private readonly filler: NewRecordFiller,
  ) {}

  /**
   * Applies what it can of messages that have nothing to do with each other.
   * @returns what became of those that it applied, by their ids
   */
  async apply(
    manager: EntityManager,
    peer: SyncPeer,
    messages: readonly ReadMessage[],
  ): Promise<Map<string, Applied>> {
    try {
      return await manager.transaction((inner) => this.applyAll(inner, peer, messages));
    } catch (error) {
      // The savepoint took everything back.
      this.logger.warn(`${messages.length} messages are applied one by one: ${String(error)}`);
      return new Map();
    }
  }

  private async applyAll(
    manager: EntityManager,
    peer: SyncPeer,
    messages: readonly ReadMessage[],
  ): Promise<Map<string, Applied>> {
    const translated = await this.translate(manager, peer, messages);
    // Before anything is asked of them: who changes one just now has done so, or waits until we have.
    const here = await lockAll(manager, translated);
    const plain = await this.withoutConflict(manager, peer, translated);
    const applied = new Map<string, Applied>();
    const note = ({ read, record }: Translated, itemId: string): void => {
      const { itemType } = record.received.entity;
      applied.set(read.row.id, { state: 'processed', itemType, itemId });
    };
    const writes: RecordWrite[] = [];
    for (const one of plain) {
      const { id, received } = one.record;
      const isHere =
        id !== undefined && here.has(recordKey({ itemType: received.entity.itemType, id }));
      const write = isHere ? change(one) : await this.creation(manager, peer, one);
      if (isHere && Object.keys(write.values).length === 0) note(one, id);
      else writes.push(write);
    }
    await advanceSequences(manager, writes);
    const written = await writeRecords(manager, peer, writes);
    await this.remember(manager, written);
    for (const write of written) note(write, write.id);
    return applied;
  }

  private async translate(
    manager: EntityManager,
    peer: SyncPeer,
    messages: readonly ReadMessage[],
  ): Promise<Translated[]> {
    const ids = new LocalIds(manager, this.options.name);
    const named = messages.map(({ message, received }) => foreignRecords(message, peer, received));
    await ids.load(named.flatMap(({ own, referred }) => referred.concat(own ?? [])));
    const translated: Translated[] = [];
    for (const read of messages) {
      const { message, received, attributes } = read;
      try {
        const record = await toIncomingRecord(ids, peer, message, received, attributes);
        if (!record.isDestroyed) translated.push({ read, record });
      } catch {
        // It refers to what is not here: applied alone, it says so.
      }
    }
    return translated;
  }

  private async withoutConflict(
    manager: EntityManager,
    peer: SyncPeer,
    translated: readonly Translated[],
  ): Promise<Translated[]> {
    // What is not published does not travel, so the peer cannot have missed it.
    const known = translated.flatMap(({ read: { seen }, record: { id, received } }) => {
      const { itemType } = received.entity;
      const isPublished = this.entities.published(itemType) !== undefined;
      return id === undefined || !isPublished ? [] : [{ itemType, itemId: id, seen }];
    });
    const contested = await concurrentlyChanged(manager, peer, known);
    return translated.filter(
      ({ record: { id, received } }) =>
        id === undefined || !contested.has(recordKey({ itemType: received.entity.itemType, id })),
    );
  }

  private async creation(
    manager: EntityManager,
    peer: SyncPeer,
    { read, record }: Translated,
  ): Promise<RecordWrite> {
    const values = await runInNewContext(messageContext(peer, read.row), () =>
      this.filler.fill(manager, { peer, ...read }, record),
    );
    return { read, record, isNew: true, id: record.id, values };
  }

  private async remember(manager: EntityManager, written: readonly Written[]): Promise<void> {
    const originals = written.flatMap(({ isNew, id, record: { original, received } }) =>
      isNew && original !== undefined && original.origin !== this.options.name
        ? [{ itemType: received.entity.itemType, id, ...original }]
        : [],
    );
    await rememberOriginals(manager, originals);
  }
}

function change({ read, record }: Translated): RecordWrite {
  const { id, changed } = record;
  const values = changed ? valuesOf(record, changed) : record.values;
  return { read, record, isNew: false, id, values };
}

/** Locks the rows that are here; by `recordKey`. */
async function lockAll(
  manager: EntityManager,
  translated: readonly Translated[],
): Promise<Set<string>> {
  const here = new Set<string>();
  for (const [received, ids] of byEntity(translated)) {
    const { itemType } = received.entity;
    for (const id of await lockRows(manager, received, ids)) here.add(recordKey({ itemType, id }));
  }
  return here;
}

/** After explicit ids the sequences must not give the same ones again. */
async function advanceSequences(
  manager: EntityManager,
  writes: readonly RecordWrite[],
): Promise<void> {
  for (const [received, ids] of byEntity(writes.filter(({ isNew }) => isNew))) {
    const numbers = ids.filter((id) => /^\d{1,18}$/.test(id)).map(BigInt);
    if (numbers.length === 0) continue;
    const last = numbers.reduce((one, other) => (other > one ? other : one));
    await advanceSequence(manager, received, String(last));
  }
}

/** The keys of the records that have one here, by entity. */
function byEntity(translated: readonly Translated[]): Map<ReceivedEntity, string[]> {
  const ids = new Map<ReceivedEntity, string[]>();
  for (const { record } of translated) {
    if (record.id === undefined) continue;
    const known = ids.get(record.received) ?? [];
    known.push(record.id);
    ids.set(record.received, known);
  }
  return ids;
}
