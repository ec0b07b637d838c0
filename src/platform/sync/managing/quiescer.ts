import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Communicator } from '../exchanging/communicator.js';
import { SyncPeers } from '../peers/sync-peers.js';
import { SyncStatus, type PeerStatus } from './sync-status.js';

/** Milliseconds between two rounds that had nothing to say. */
const PAUSE = 500;

/** How far quiescing has got. @publicApi */
export interface Quiescence {
  /** Nothing is on its way, in either direction, and nothing that came is left to apply. */
  readonly stable: boolean;
  readonly pushed: number;
  readonly pulled: number;
  readonly peer: PeerStatus;
}

/**
 * Brings the exchange with a peer to rest, for an upgrade of either side: what is written from here on
 * waits as versions, what is a message already is delivered and applied.
 * @publicApi
 */
@Injectable()
export class Quiescer {
  constructor(
    private readonly dataSource: DataSource,
    private readonly peers: SyncPeers,
    private readonly communicator: Communicator,
    private readonly status: SyncStatus,
  ) {}

  /**
   * Stops the publishing of messages, and exchanges until twice nothing moves.
   * @throws PeerNotFoundError, PeerWithoutUrlError, ExchangeFailedError
   */
  async quiesce(name: string, { timeout }: { readonly timeout: number }): Promise<Quiescence> {
    await this.setPaused(name, true);
    const deadline = Date.now() + timeout;
    let [pushed, pulled, quiet] = [0, 0, 0];
    for (;;) {
      const exchange = await this.communicator.communicate(name);
      pushed += exchange.pushed;
      pulled += exchange.pulled;
      const moved = exchange.pushed + exchange.pulled + exchange.retried;
      quiet = moved === 0 && !exchange.busy ? quiet + 1 : 0;
      const peer = (await this.status.peers()).find((one) => one.name === name)!;
      const open = peer.outbound_pending + peer.inbound_pending;
      if (quiet >= 2 && open === 0) return { stable: true, pushed, pulled, peer };
      if (Date.now() >= deadline) return { stable: false, pushed, pulled, peer };
      if (moved === 0) await pause(PAUSE);
    }
  }

  /** Lets messages be published again; what was written meanwhile follows. */
  async resume(name: string): Promise<void> {
    await this.setPaused(name, false);
  }

  private async setPaused(name: string, paused: boolean): Promise<void> {
    await this.dataSource.query('UPDATE backstory.sync_peers SET paused = $2 WHERE name = $1', [
      this.peers.get(name).name,
      paused,
    ]);
  }
}
