import { Inject, Injectable } from '@nestjs/common';
import type { SyncModuleOptions } from '../interfaces/sync-module-options.interface.js';
import { PeerStates } from '../peers/peer-states.js';
import type { SyncPeer } from '../peers/sync-peer.js';
import { MessageReceiver } from '../receiving/message-receiver.js';
import { ExchangeFailedError } from '../sync.errors.js';
import { SYNC_OPTIONS } from '../sync.module-definition.js';
import { readEnvelopes, type WireMessage } from '../wire/envelope.js';
import { askPeer, type PeerAnswer } from '../wire/peer-http.js';
import { assertCapable, refusal } from './answers.js';
import { exchangeLimits } from './limits.js';

/** Fetches what a peer has for this side. @internal */
@Injectable()
export class Puller {
  private readonly limits: ReturnType<typeof exchangeLimits>;

  constructor(
    @Inject(SYNC_OPTIONS) options: SyncModuleOptions,
    private readonly states: PeerStates,
    private readonly receiver: MessageReceiver,
  ) {
    this.limits = exchangeLimits(options);
  }

  /**
   * Asks for what comes next until there is nothing; the last question tells the peer what arrived.
   * @returns how many messages are new
   * @throws ExchangeFailedError, MessageReusedError; what was taken before stays
   */
  async pull(peer: SyncPeer & { readonly url: string }): Promise<number> {
    let taken = 0;
    for (;;) {
      const { last_inbound_id: last } = await this.states.read(peer.name);
      const next = last === null ? 1n : BigInt(last) + 1n;
      const messages = await this.ask(peer, next);
      const fresh = await this.receiver.receivePulled(peer, messages);
      taken += fresh;
      if (fresh === 0) return taken;
    }
  }

  private async ask(
    peer: SyncPeer & { readonly url: string },
    next: bigint,
  ): Promise<WireMessage[]> {
    const answer = await askPeer(peer, {
      method: 'GET',
      query: `?from_id=${next}`,
      timeout: this.limits.pullTimeout,
      limit: this.limits.body,
    });
    if (answer.status !== 200) throw refusal(peer, answer);
    assertCapable(peer, answer);
    const { messages, problems } = readEnvelopes(parseItems(peer, answer));
    const [first] = problems;
    if (first) {
      throw new ExchangeFailedError(
        peer.name,
        `item ${first.index} of its answer is no message: ${first.field} ${first.problem}`,
      );
    }
    return messages;
  }
}

function parseItems(peer: SyncPeer, answer: PeerAnswer): unknown[] {
  try {
    const items: unknown = JSON.parse(answer.body);
    if (Array.isArray(items)) return items;
  } catch {
    // Told below, with what it said.
  }
  throw refusal(peer, answer);
}
