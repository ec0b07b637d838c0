import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import {
  RetryLater,
  type Delivery,
  type DeliveryContext,
  type DeliveryRoute,
  type DeliverySubscriber,
} from '../../deliveries/index.js';
import { PeerStates } from '../peers/peer-states.js';
import { SyncPeers } from '../peers/sync-peers.js';
import { SyncedEntities } from '../records/synced-entities.js';
import { SYNC_SUBSCRIBER } from '../sync.constants.js';
import { OutboundWriter } from './outbound-writer.js';
import type { PublishableChange } from './publishable-change.interface.js';
import { readVersions } from './read-changes.js';

/** Milliseconds between two looks whether publishing goes on. */
const PAUSED = 3_000;

/** Turns versions of published records into messages, whoever made them. @internal */
@Injectable()
export class VersionPublisher implements DeliverySubscriber {
  readonly name = SYNC_SUBSCRIBER;
  /** One line: ids are given in the order of the feed, in as few transactions as can be. */
  readonly ordered = 'subscriber';
  readonly mode = 'direct';
  readonly coalesce = true;
  /** What is not published yet is never given up: nobody else would tell the peers. */
  readonly park = true;
  readonly maxAttempts = 1_000_000;
  readonly backoff = [1_000, 5_000, 30_000, 60_000];

  constructor(
    private readonly peers: SyncPeers,
    private readonly states: PeerStates,
    private readonly entities: SyncedEntities,
    private readonly writer: OutboundWriter,
  ) {}

  routes(): DeliveryRoute[] {
    if (this.peers.all().length === 0) return [];
    return this.entities
      .allPublished()
      .map(({ entity }) => ({ kind: 'version', itemType: entity.itemType, event: '*' }));
  }

  async handle(_head: Delivery, { manager, line }: DeliveryContext): Promise<void> {
    if (await this.states.isAnyPaused(manager)) {
      throw new RetryLater(PAUSED, 'the exchange with a peer is quiesced');
    }
    for await (const page of line.pages()) await this.publish(manager, page);
  }

  private async publish(manager: EntityManager, deliveries: readonly Delivery[]): Promise<void> {
    const changes = new Map<string, PublishableChange>();
    for (const published of this.entities.allPublished()) {
      const ids = deliveries
        .filter(({ itemType }) => itemType === published.entity.itemType)
        .map(({ refId }) => refId);
      if (ids.length === 0) continue;
      for (const change of await readVersions(manager, published, ids)) {
        changes.set(change.versionId!, change);
      }
    }
    const ordered = deliveries.flatMap(({ refId }) => changes.get(refId) ?? []);
    for (const peer of this.peers.all()) await this.writer.write(manager, peer, ordered);
  }
}
