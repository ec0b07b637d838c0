import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { PeerStates } from '../peers/peer-states.js';
import { SyncPeers } from '../peers/sync-peers.js';
import { ConflictResolver } from '../receiving/conflict-resolver.js';
import { INBOUND_COLUMNS, recordOutcomes, type InboundRow } from '../receiving/inbound-rows.js';
import { InboundRetrier } from '../receiving/inbound-retrier.js';
import { MessageWorker } from '../receiving/message-worker.js';
import { MessageNotFoundError, MessageStateError } from '../sync.errors.js';
import type { StoredMessage } from './message-row.js';
import { SyncMessages } from './sync-messages.js';

const OPEN = new Set(['pending', 'parked', 'unclaimed']);

interface ManagedRow extends InboundRow {
  readonly peer: string;
  readonly state: string;
  readonly item_type: string | null;
  readonly item_id: string | null;
}

/** What a person does about a message that came and could not be applied. @publicApi */
@Injectable()
export class MessageManager {
  constructor(
    private readonly dataSource: DataSource,
    private readonly peers: SyncPeers,
    private readonly states: PeerStates,
    private readonly worker: MessageWorker,
    private readonly retrier: InboundRetrier,
    private readonly conflicts: ConflictResolver,
    private readonly messages: SyncMessages,
  ) {}

  /**
   * Applies a message now; one that is parked for a conflict takes what the peer has. What waited
   * behind it follows.
   * @throws MessageNotFoundError, MessageStateError
   */
  async retry(seq: string): Promise<StoredMessage> {
    const row = await this.find(seq);
    const peer = this.peers.get(row.peer);
    await this.dataSource.transaction(async (manager) => {
      const state = await this.states.lock(manager, peer.name);
      const open = await this.lockOpen(manager, seq);
      await assertFirst(manager, open);
      const outcome = await this.worker.force(manager, peer, state, open);
      await recordOutcomes(manager, peer.name, [outcome]);
    });
    await this.retrier.retryDue(peer);
    return this.messages.get('inbound', seq);
  }

  /**
   * Gives a message up: the record stays as it is here, and the peer is told so where both changed it.
   * @throws MessageNotFoundError, MessageStateError
   */
  async skip(seq: string, reason: string): Promise<StoredMessage> {
    const row = await this.find(seq);
    const peer = this.peers.get(row.peer);
    await this.dataSource.transaction(async (manager) => {
      await this.states.lock(manager, peer.name);
      const open = await this.lockOpen(manager, seq);
      await manager.query(
        `UPDATE backstory.inbound_messages SET state = 'skipped', skip_reason = $2,
           available_at = NULL, updated_at = clock_timestamp() WHERE seq = $1::bigint`,
        [seq, reason],
      );
      if (open.state === 'parked' && open.item_type !== null && open.item_id !== null) {
        const message = {
          id: open.id,
          body: open.body,
          origin: open.origin,
          originalId: open.original_id,
          details: open.details,
        };
        await this.conflicts.answer(manager, { peer, message }, open.item_type, open.item_id, {
          changed: null,
        });
      }
    });
    await this.retrier.retryDue(peer);
    return this.messages.get('inbound', seq);
  }

  private async find(seq: string): Promise<StoredMessage> {
    const message = await this.messages.get('inbound', seq);
    if (!OPEN.has(message.state)) throw stateError(seq, message.state);
    return message;
  }

  private async lockOpen(manager: EntityManager, seq: string): Promise<ManagedRow> {
    const [row] = await manager.query<ManagedRow[]>(
      `SELECT ${INBOUND_COLUMNS}, peer, state, item_type, item_id FROM backstory.inbound_messages
       WHERE seq = $1::bigint FOR UPDATE`,
      [seq],
    );
    if (!row) throw new MessageNotFoundError('inbound', seq);
    if (!OPEN.has(row.state)) throw stateError(seq, row.state);
    return row;
  }
}

/** Messages of one record keep their order, also when a person is impatient. */
async function assertFirst(manager: EntityManager, row: ManagedRow): Promise<void> {
  const [before] = await manager.query<{ seq: string }[]>(
    `SELECT seq::text FROM backstory.inbound_messages
     WHERE peer = $1 AND record_key = $2 AND id < $3::bigint AND state IN ('pending', 'parked')
     ORDER BY id LIMIT 1`,
    [row.peer, row.record_key, row.id],
  );
  if (before) {
    throw new MessageStateError(
      `message ${row.seq} waits for message ${before.seq} of the same record; retry or skip that one first`,
    );
  }
}

function stateError(seq: string, state: string): MessageStateError {
  return new MessageStateError(
    `message ${seq} is ${state}; only an open one can be retried or skipped`,
  );
}
