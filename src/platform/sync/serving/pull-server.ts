import { Inject, Injectable } from '@nestjs/common';
import type { SyncModuleOptions } from '../interfaces/sync-module-options.interface.js';
import { exchangeLimits } from '../exchanging/limits.js';
import { OutboundQueue } from '../exchanging/outbound-queue.js';
import { PeerStates } from '../peers/peer-states.js';
import { SYNC_OPTIONS } from '../sync.module-definition.js';
import { writeEnvelopes } from '../wire/envelope.js';
import type { Caller } from './caller.interface.js';
import { ANSWERS, type WireAnswer } from './wire-answer.js';

const ID = /^\d{1,18}$/;

/** Answers pulls. @internal */
@Injectable()
export class PullServer {
  private readonly limits: ReturnType<typeof exchangeLimits>;

  constructor(
    @Inject(SYNC_OPTIONS) options: SyncModuleOptions,
    private readonly queue: OutboundQueue,
    private readonly states: PeerStates,
  ) {
    this.limits = exchangeLimits(options);
  }

  /**
   * Messages from an id on. Asking for an id says that everything before it has arrived; an answer
   * may be short, since the peer asks from the next id the next time.
   */
  async answer(
    { peer, isBackstory }: Caller,
    fromId: string | null,
    isHead: boolean,
  ): Promise<WireAnswer> {
    if (fromId === null || !ID.test(fromId)) return ANSWERS.noFromId;
    if (!isHead) await this.queue.acknowledge(peer.name, BigInt(fromId) - 1n);
    const { messages, held } = await this.queue.from(peer.name, fromId, this.limits, !isBackstory);
    await this.states.note(peer.name, {
      pull: true,
      ...(held !== undefined && {
        error: `message ${held} destroys a record, and the peer did not ask as a Backstory; what follows waits`,
      }),
    });
    return { status: 200, body: writeEnvelopes(messages) };
  }
}
