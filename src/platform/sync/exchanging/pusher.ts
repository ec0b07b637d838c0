import { Inject, Injectable } from '@nestjs/common';
import type { SyncModuleOptions } from '../interfaces/sync-module-options.interface.js';
import { PeerStates } from '../peers/peer-states.js';
import type { SyncPeer } from '../peers/sync-peer.js';
import { ExchangeFailedError } from '../sync.errors.js';
import { SYNC_OPTIONS } from '../sync.module-definition.js';
import { writeEnvelopes } from '../wire/envelope.js';
import { askPeer, type PeerAnswer } from '../wire/peer-http.js';
import { exchangeLimits } from './limits.js';
import { assertCapable, refusal } from './answers.js';
import { OutboundQueue } from './outbound-queue.js';

type ReachablePeer = SyncPeer & { readonly url: string };

/** Sends what a peer has not got. @internal */
@Injectable()
export class Pusher {
  private readonly limits: ReturnType<typeof exchangeLimits>;

  constructor(
    @Inject(SYNC_OPTIONS) options: SyncModuleOptions,
    private readonly queue: OutboundQueue,
    private readonly states: PeerStates,
  ) {
    this.limits = exchangeLimits(options);
  }

  /**
   * Pushes until nothing is left; a batch counts as delivered when the peer has said so.
   * @returns how many messages were delivered
   * @throws ExchangeFailedError; what was delivered before stays so
   */
  async push(peer: ReachablePeer): Promise<number> {
    let delivered = 0;
    for (;;) {
      const first = await this.queue.firstOpen(peer.name);
      if (first === undefined) return delivered;
      await this.introduce(peer);
      delivered += await this.pushFrom(peer, first, true);
    }
  }

  /** Before the first message: a question that a gem answers too, and that changes nothing there. */
  private async introduce(peer: ReachablePeer): Promise<void> {
    if (peer.mode !== 'backstory') return;
    const { capabilities } = await this.states.read(peer.name);
    if (capabilities !== null) return;
    const answer = await askPeer(peer, {
      method: 'GET',
      timeout: this.limits.pushTimeout,
      limit: 65_536,
    });
    if (answer.status !== 409) throw refusal(peer, answer);
    assertCapable(peer, answer);
    await this.states.note(peer.name, { capabilities: answer.capabilities });
  }

  /** Sends one batch; when the peer expects another one it is asked for that once. */
  private async pushFrom(
    peer: ReachablePeer,
    fromId: string,
    mayRenegotiate: boolean,
  ): Promise<number> {
    const { messages, held } = await this.queue.from(
      peer.name,
      fromId,
      this.limits,
      peer.mode !== 'backstory',
    );
    const ids = messages.map(({ id }) => id);
    if (ids.length === 0) {
      throw new ExchangeFailedError(
        peer.name,
        `message ${held ?? fromId} destroys a record, which this peer does not understand`,
      );
    }
    const answer = await this.send(peer, writeEnvelopes(messages), ids);
    if (answer.status === 409) {
      return this.renegotiate(peer, answer, ids, mayRenegotiate);
    }
    await this.queue.acknowledge(peer.name, BigInt(ids.at(-1)!));
    return ids.length;
  }

  private async send(
    peer: ReachablePeer,
    body: string,
    ids: readonly string[],
  ): Promise<PeerAnswer> {
    try {
      const answer = await askPeer(peer, {
        method: 'POST',
        body,
        timeout: this.limits.pushTimeout,
        limit: 65_536,
      });
      assertCapable(peer, answer);
      const isAccepted = answer.status === 202 || answer.status === 200;
      if (!isAccepted && answer.status !== 409) throw refusal(peer, answer);
      return answer;
    } catch (error) {
      if (error instanceof ExchangeFailedError) {
        await this.queue.noteError(peer.name, ids, error.message);
      }
      throw error;
    }
  }

  /** What the peer has already it will never ask for again: that is delivered. */
  private async renegotiate(
    peer: ReachablePeer,
    answer: PeerAnswer,
    ids: readonly string[],
    mayRenegotiate: boolean,
  ): Promise<number> {
    const expected = /^\s*([1-9]\d{0,17})\s*$/.exec(answer.body)?.[1];
    if (expected === undefined) throw refusal(peer, answer);
    if (!(await this.queue.acknowledge(peer.name, BigInt(expected) - 1n))) {
      throw new ExchangeFailedError(
        peer.name,
        `it expects message ${expected}, which does not exist yet: another deployment has sent to it, or this one lost its messages`,
      );
    }
    const isPast = BigInt(expected) > BigInt(ids.at(-1)!);
    if (isPast) return ids.length;
    if (!mayRenegotiate) {
      throw new ExchangeFailedError(
        peer.name,
        `could not agree on from_id: it insists on ${expected}`,
      );
    }
    return this.pushFrom(peer, expected, false);
  }
}
