import { Injectable } from '@nestjs/common';
import { PeerLeases } from '../peers/peer-leases.js';
import { PeerStates } from '../peers/peer-states.js';
import type { SyncPeer } from '../peers/sync-peer.js';
import { SyncPeers } from '../peers/sync-peers.js';
import { InboundRetrier } from '../receiving/inbound-retrier.js';
import { Puller } from './puller.js';
import { Pusher } from './pusher.js';

/** What one run came to. @publicApi */
export interface Exchange {
  readonly peer: string;
  /** Whether another process was at it, so that nothing was done. */
  readonly busy: boolean;
  readonly pushed: number;
  readonly pulled: number;
  /** Messages applied now that had failed before. */
  readonly retried: number;
}

type ReachablePeer = SyncPeer & { readonly url: string };

const NOTHING = { busy: false, pushed: 0, pulled: 0, retried: 0 };

/**
 * Talks to peers: pushes what they lack, pulls what they have.
 * @publicApi
 */
@Injectable()
export class Communicator {
  constructor(
    private readonly leases: PeerLeases,
    private readonly peers: SyncPeers,
    private readonly states: PeerStates,
    private readonly pusher: Pusher,
    private readonly puller: Puller,
    private readonly retrier: InboundRetrier,
  ) {}

  /** @throws PeerNotFoundError, PeerWithoutUrlError, ExchangeFailedError */
  async push(name: string): Promise<Exchange> {
    return this.alone(this.peers.reachable(name), async (peer) => ({
      pushed: await this.pushNow(peer),
    }));
  }

  /** @throws PeerNotFoundError, PeerWithoutUrlError, ExchangeFailedError, MessageReusedError */
  async pull(name: string): Promise<Exchange> {
    return this.alone(this.peers.reachable(name), async (peer) => ({
      pulled: await this.pullNow(peer),
    }));
  }

  /** Pushes, then pulls; a push that failed does not keep the pull from being tried. */
  async communicate(name: string): Promise<Exchange> {
    return this.alone(this.peers.reachable(name), async (peer) => {
      const failures: unknown[] = [];
      const pushed = await this.pushNow(peer).catch((error: unknown) => {
        failures.push(error);
        return 0;
      });
      const pulled = await this.pullNow(peer);
      if (failures.length > 0) throw failures[0];
      return { pushed, pulled, retried: await this.retrier.retryDue(peer) };
    });
  }

  /** Exchanges with every peer that can be called, and tries again what failed of the others. */
  async communicateWithAll(): Promise<Exchange[]> {
    const exchanges: Exchange[] = [];
    const failures: unknown[] = [];
    for (const peer of this.peers.all()) {
      try {
        exchanges.push(
          peer.url === undefined
            ? { ...NOTHING, peer: peer.name, retried: await this.retrier.retryDue(peer) }
            : await this.communicate(peer.name),
        );
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw failures[0];
    return exchanges;
  }

  /** Tries again what is due, of a peer that calls by itself. @returns how many were applied */
  async retryDue(name: string): Promise<number> {
    return this.retrier.retryDue(this.peers.get(name));
  }

  private async pushNow(peer: ReachablePeer): Promise<number> {
    const pushed = await this.noting(peer, () => this.pusher.push(peer));
    await this.states.note(peer.name, { push: true });
    return pushed;
  }

  private async pullNow(peer: ReachablePeer): Promise<number> {
    const pulled = await this.noting(peer, () => this.puller.pull(peer));
    await this.states.note(peer.name, { pull: true });
    return pulled;
  }

  private async noting<T>(peer: SyncPeer, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      await this.states.note(peer.name, { error: message });
      throw error;
    }
  }

  /** Whoever finds another process at it leaves it to that one. */
  private async alone(
    peer: ReachablePeer,
    work: (peer: ReachablePeer) => Promise<Partial<Exchange>>,
  ): Promise<Exchange> {
    const nothing = { ...NOTHING, peer: peer.name };
    const done = await this.leases.holding(peer.name, () => work(peer));
    return done === undefined ? { ...nothing, busy: true } : { ...nothing, ...done };
  }
}
