import { Inject, Injectable } from '@nestjs/common';
import { NO_METRICS } from '../../outbox/index.js';
import type { SyncModuleOptions } from '../interfaces/sync-module-options.interface.js';
import { SyncPeers } from '../peers/sync-peers.js';
import { SYNC_OPTIONS } from '../sync.module-definition.js';
import { SyncStatus, type PeerStatus } from './sync-status.js';

/** What sync comes to, for whoever watches. @internal */
@Injectable()
export class SyncFigures {
  constructor(
    @Inject(SYNC_OPTIONS) { metrics = NO_METRICS }: SyncModuleOptions,
    peers: SyncPeers,
    status: SyncStatus,
  ) {
    if (peers.all().length === 0) return;
    const gauge = (name: string, help: string, of: (peer: PeerStatus) => number): void =>
      metrics.gauge(name, help, async () =>
        (await status.peers()).reduce((sum, peer) => sum + of(peer), 0),
      );
    gauge(
      'backstory_sync_outbound_pending',
      'Messages that peers have not got, up to 10,000 each',
      (peer) => peer.outbound_pending,
    );
    gauge(
      'backstory_sync_inbound_open',
      'Messages that came and are not applied, up to 10,000 each',
      (peer) => peer.inbound_pending + peer.inbound_parked + peer.inbound_unclaimed,
    );
    gauge(
      'backstory_sync_parked',
      'Messages that wait for a person',
      (peer) => peer.inbound_parked,
    );
    metrics.gauge(
      'backstory_sync_oldest_seconds',
      'Age of the oldest undelivered message',
      async () =>
        Math.max(0, ...(await status.peers()).map((peer) => peer.outbound_oldest_seconds ?? 0)),
    );
    metrics.gauge(
      'backstory_sync_contact_seconds',
      'Time since the peer longest silent spoke',
      async () =>
        Math.max(0, ...(await status.peers()).map(({ last_contact_at: at }) => secondsSince(at))),
    );
  }
}

function secondsSince(moment: Date | null): number {
  return moment === null ? 0 : (Date.now() - moment.getTime()) / 1_000;
}
