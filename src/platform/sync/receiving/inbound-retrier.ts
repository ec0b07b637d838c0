import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { PeerStates } from '../peers/peer-states.js';
import type { SyncPeer } from '../peers/sync-peer.js';
import { dueInbound, recordOutcomes } from './inbound-rows.js';
import { MessageWorker } from './message-worker.js';

const PAGE = 200;

/** Tries again what failed, when its time has come, and what waited behind it. @internal */
@Injectable()
export class InboundRetrier {
  constructor(
    private readonly dataSource: DataSource,
    private readonly states: PeerStates,
    private readonly worker: MessageWorker,
  ) {}

  /** @returns how many messages were applied */
  async retryDue(peer: SyncPeer): Promise<number> {
    let applied = 0;
    for (;;) {
      const page = await this.page(peer);
      applied += page.applied;
      // What failed is due later, so every page is another one.
      if (page.tried === 0) return applied;
    }
  }

  private async page(peer: SyncPeer): Promise<{ tried: number; applied: number }> {
    return this.dataSource.transaction(async (manager) => {
      const state = await this.states.lock(manager, peer.name);
      const rows = await dueInbound(manager, peer.name, PAGE);
      if (rows.length === 0) return { tried: 0, applied: 0 };
      const outcomes = await this.worker.work(manager, peer, state, rows, new Set());
      await recordOutcomes(manager, peer.name, outcomes);
      const applied = outcomes.filter((outcome) => outcome.state === 'processed').length;
      return { tried: rows.length, applied };
    });
  }
}
