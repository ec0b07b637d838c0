import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { PeerStates, type PeerState } from '../peers/peer-states.js';
import type { SyncPeer } from '../peers/sync-peer.js';
import { MessageReusedError } from '../sync.errors.js';
import type { WireMessage } from '../wire/envelope.js';
import { readBody } from '../wire/message-body.js';
import { blockedRecords, recordOutcomes, storeInbound, type NewInbound } from './inbound-rows.js';
import { recordKeyOf } from './incoming-record.js';
import { MessageWorker } from './message-worker.js';

/** What came of a batch. */
export type Reception =
  | { readonly accepted: true; readonly received: number }
  /** The first message is not the next one; this would be. */
  | { readonly accepted: false; readonly expected: string };

/** Takes batches of messages: the messages, what they do and the cursor commit together. @internal */
@Injectable()
export class MessageReceiver {
  constructor(
    private readonly dataSource: DataSource,
    private readonly states: PeerStates,
    private readonly worker: MessageWorker,
  ) {}

  /**
   * Takes messages that the peer pushed. They must begin with the next id; a gap is accepted when it
   * is offered again after it was refused, since a sender that burnt an id can never fill it.
   * @throws MessageReusedError
   */
  async receivePushed(peer: SyncPeer, messages: readonly WireMessage[]): Promise<Reception> {
    const sorted = messages.toSorted(byId);
    const first = BigInt(sorted[0]!.id);
    return this.dataSource.transaction(async (manager) => {
      const state = await this.states.lock(manager, peer.name);
      if (state.last_inbound_id !== null) {
        const expected = BigInt(state.last_inbound_id) + 1n;
        const isOfferedAgain = first > expected && state.refused_id === String(first);
        if (first !== expected && !isOfferedAgain) {
          await refuse(manager, peer, first);
          return { accepted: false, expected: String(expected) };
        }
      }
      return { accepted: true, received: await this.take(manager, peer, state, sorted) };
    });
  }

  /**
   * Takes messages that were asked for; those that are here already do nothing.
   * @throws MessageReusedError
   */
  async receivePulled(peer: SyncPeer, messages: readonly WireMessage[]): Promise<number> {
    if (messages.length === 0) return 0;
    return this.dataSource.transaction(async (manager) => {
      const state = await this.states.lock(manager, peer.name);
      return this.take(manager, peer, state, messages.toSorted(byId));
    });
  }

  /** @returns how many of the messages are new */
  private async take(
    manager: EntityManager,
    peer: SyncPeer,
    state: PeerState,
    messages: readonly WireMessage[],
  ): Promise<number> {
    const fresh = await unknownOf(manager, peer, messages);
    if (fresh.length === 0) return 0;
    const rows = await storeInbound(
      manager,
      peer.name,
      fresh.map((message) => withRecordKey(message, peer)),
    );
    const blocked = await blockedRecords(manager, peer.name, rows);
    const outcomes = await this.worker.work(manager, peer, state, rows, blocked);
    await recordOutcomes(manager, peer.name, outcomes);
    await manager.query(
      `UPDATE backstory.sync_peers SET refused_id = NULL,
         last_inbound_id = greatest(last_inbound_id, $2::bigint) WHERE name = $1`,
      [peer.name, rows.at(-1)!.id],
    );
    return rows.length;
  }
}

function byId(one: { readonly id: string }, other: { readonly id: string }): number {
  const difference = BigInt(one.id) - BigInt(other.id);
  return difference < 0n ? -1 : Number(difference > 0n);
}

async function refuse(manager: EntityManager, { name }: SyncPeer, first: bigint): Promise<void> {
  await manager.query('UPDATE backstory.sync_peers SET refused_id = $2 WHERE name = $1', [
    name,
    String(first),
  ]);
}

/** The messages that are not here yet; one that is here with another content is an alarm. */
async function unknownOf(
  manager: EntityManager,
  peer: SyncPeer,
  messages: readonly WireMessage[],
): Promise<WireMessage[]> {
  const rows = await manager.query<{ id: string; body: string }[]>(
    `SELECT id::text, body FROM backstory.inbound_messages
     WHERE peer = $1 AND id = ANY($2::bigint[])`,
    [peer.name, messages.map(({ id }) => id)],
  );
  const known = new Map(rows.map(({ id, body }) => [id, body]));
  return messages.filter(({ id, body }) => {
    const before = known.get(id);
    if (before !== undefined && before !== body) throw new MessageReusedError(peer.name, id);
    known.set(id, body);
    return before === undefined;
  });
}

function withRecordKey(message: WireMessage, peer: SyncPeer): NewInbound {
  try {
    const content = readBody(message.body);
    const { name, attributes } = content;
    return { message, recordKey: recordKeyOf(message, peer, name, attributes), content };
  } catch {
    // No record can be made out: it stands alone, and its attempt says what is wrong.
    return { message, recordKey: `message ${message.id}`, content: undefined };
  }
}
