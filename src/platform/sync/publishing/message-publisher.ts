import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, type ObjectLiteral } from 'typeorm';
import { AuditedEntities } from '../../audit/index.js';
import { currentContext } from '../../correlation/index.js';
import { SyncPeers } from '../peers/sync-peers.js';
import { SyncedEntities } from '../records/synced-entities.js';
import { SyncDeclarationError } from '../sync.errors.js';
import { OutboundWriter } from './outbound-writer.js';
import { readRecord } from './read-changes.js';

/**
 * Publishes records by hand: those that were there before sync was, say.
 * @example
 * ```ts
 * await this.messages.publish(post, { manager });
 * ```
 * @publicApi
 */
@Injectable()
export class MessagePublisher {
  constructor(
    private readonly dataSource: DataSource,
    private readonly peers: SyncPeers,
    private readonly entities: SyncedEntities,
    private readonly writer: OutboundWriter,
  ) {}

  /**
   * Sends a record as it is in the database, to one peer or to all; joins the caller's transaction.
   * @throws SyncDeclarationError when it is not `@Published`
   */
  async publish(
    record: ObjectLiteral,
    { peer, manager }: { readonly peer?: string; readonly manager?: EntityManager } = {},
  ): Promise<void> {
    const { itemType } = AuditedEntities.of(this.dataSource).get(record.constructor);
    const published = this.entities.published(itemType);
    if (!published) {
      throw new SyncDeclarationError(`${itemType} is not published; add @Published to it`);
    }
    const id = String(published.key.getEntityValue(record));
    const work = async (inner: EntityManager): Promise<void> => {
      const context = currentContext();
      const change = await readRecord(inner, published, id, {
        changed: null,
        whodunnit: context?.actor?.id ?? 'system',
        correlationId: context?.correlationId ?? null,
        causationId: context?.causationId ?? null,
      });
      if (!change) return;
      const peers = peer === undefined ? this.peers.all() : [this.peers.get(peer)];
      for (const one of peers) await this.writer.write(inner, one, [change]);
    };
    await (manager?.queryRunner?.isTransactionActive
      ? work(manager)
      : this.dataSource.transaction(work));
  }
}
