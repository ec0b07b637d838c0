import { Inject, Injectable, Logger } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { runInNewContext } from '../../correlation/index.js';
import type { SyncModuleOptions } from '../interfaces/sync-module-options.interface.js';
import type { PeerState } from '../peers/peer-states.js';
import type { SyncPeer } from '../peers/sync-peer.js';
import { SyncedEntities, type ReceivedEntity } from '../records/synced-entities.js';
import { SYNC_OPTIONS } from '../sync.module-definition.js';
import type { WireMessage } from '../wire/envelope.js';
import { readBody } from '../wire/message-body.js';
import { BatchApplier } from './batch-applier.js';
import { inRounds, type Touch } from './in-rounds.js';
import type { InboundOutcome, InboundRow } from './inbound-rows.js';
import { touchOf } from './incoming-record.js';
import type { Applied, ReadMessage } from './incoming.interface.js';
import { messageContext } from './message-context.js';
import { RecordApplier } from './record-applier.js';

const ATTEMPTS = 5;
const BACKOFF = [1_000, 5_000, 30_000, 120_000] as const;
const MOST_ERROR = 2_000;

/** Fewer than these are not worth the statements that apply many. */
const FEW = 3;

/** A row as far as it can be made out, and the records that it has to do with. */
type ReadRow = Touch &
  (
    | (Omit<ReadMessage, 'received'> & { readonly received: ReceivedEntity | undefined })
    | (Pick<ReadMessage, 'row' | 'message' | 'seen'> & { readonly unreadable: unknown })
  );

/** Applies stored messages, the plain ones together; one that fails takes nothing with it. @internal */
@Injectable()
export class MessageWorker {
  private readonly logger = new Logger('Sync');

  constructor(
    @Inject(SYNC_OPTIONS) private readonly options: SyncModuleOptions,
    private readonly entities: SyncedEntities,
    private readonly applier: RecordApplier,
    private readonly batches: BatchApplier,
  ) {}

  /**
   * Applies the rows, those of one record in their order, in the caller's transaction.
   * @param blocked records whose messages wait for an earlier one; grows as messages fail
   */
  async work(
    manager: EntityManager,
    peer: SyncPeer,
    state: PeerState,
    rows: readonly InboundRow[],
    blocked: Set<string>,
  ): Promise<InboundOutcome[]> {
    const outcomes: InboundOutcome[] = [];
    for (const round of inRounds(rows.map((row) => this.read(peer, state, row)))) {
      const free = round.filter(({ row }) => !blocked.has(row.record_key));
      const applied = await this.applyPlain(manager, peer, free);
      for (const one of round) {
        const outcome = blocked.has(one.row.record_key)
          ? waiting(one.row)
          : await this.outcomeOf(manager, peer, one, applied.get(one.row.id));
        if (outcome.state === 'pending' || outcome.state === 'parked') {
          blocked.add(one.row.record_key);
        }
        outcomes.push(outcome);
      }
    }
    return outcomes;
  }

  /** Applies one row whatever was changed here: somebody decided so. */
  async force(
    manager: EntityManager,
    peer: SyncPeer,
    state: PeerState,
    row: InboundRow,
  ): Promise<InboundOutcome> {
    return this.attempt(manager, peer, this.read(peer, state, row), true);
  }

  private read(peer: SyncPeer, state: PeerState, row: InboundRow): ReadRow {
    const message = toMessage(row);
    const seen = message.details ? (message.details.seen ?? '0') : state.acknowledged_id;
    const read = { row, message, seen };
    try {
      const { name, attributes } = row.content ?? readBody(row.body);
      const received = this.entities.received(name);
      const touch = received && touchOf(message, peer, received, attributes);
      return { ...read, name, attributes, received, ...(touch ?? alone(row)) };
    } catch (error) {
      return { ...read, unreadable: error, ...alone(row) };
    }
  }

  private async applyPlain(
    manager: EntityManager,
    peer: SyncPeer,
    messages: readonly ReadRow[],
  ): Promise<Map<string, Applied>> {
    const known = messages.filter((one): one is ReadMessage & Touch => isReceived(one));
    if (known.length < FEW) return new Map();
    return this.batches.apply(manager, peer, known);
  }

  private async outcomeOf(
    manager: EntityManager,
    peer: SyncPeer,
    one: ReadRow,
    applied: Applied | undefined,
  ): Promise<InboundOutcome> {
    return applied ? outcomeOf(one.row, applied) : this.attempt(manager, peer, one, false);
  }

  private async attempt(
    manager: EntityManager,
    peer: SyncPeer,
    read: ReadRow,
    force: boolean,
  ): Promise<InboundOutcome> {
    const { row } = read;
    try {
      if ('unreadable' in read) throw read.unreadable;
      if (!isReceived(read)) {
        const reason = `nothing here receives "${read.name}"`;
        return outcomeOf(row, { state: 'unclaimed', reason });
      }
      const applied = await runInNewContext(messageContext(peer, row), () =>
        // A savepoint: what fails is undone, and what was done before it stays.
        manager.transaction((inner) =>
          this.applier.apply(inner, { ...read, peer, recordKey: row.record_key, force }),
        ),
      );
      return outcomeOf(row, applied);
    } catch (error) {
      return this.failed(peer, row, error);
    }
  }

  private failed(peer: SyncPeer, row: InboundRow, error: unknown): InboundOutcome {
    const attempts = row.attempts + 1;
    const isLast = attempts >= (this.options.maxAttempts ?? ATTEMPTS);
    const message = error instanceof Error ? error.message : String(error);
    this.logger.warn(
      `message ${row.id} of ${peer.name} ${isLast ? 'is parked' : 'failed'}: ${message}`,
    );
    const backoff = this.options.backoff ?? BACKOFF;
    return {
      id: row.id,
      state: isLast ? 'parked' : 'pending',
      tried: 1,
      delay: isLast ? null : (backoff[attempts - 1] ?? backoff.at(-1) ?? 0),
      error: message.replaceAll('\0', '').slice(0, MOST_ERROR),
      item_type: null,
      item_id: null,
    };
  }
}

function isReceived(read: ReadRow): read is ReadMessage & Touch {
  return 'received' in read && read.received !== undefined;
}

/** A message of which no record can be made out stands for itself. */
function alone({ record_key: writes }: InboundRow): Touch {
  return { writes, refersTo: [] };
}

function outcomeOf({ id }: InboundRow, applied: Applied): InboundOutcome {
  const isDone = applied.state === 'processed';
  return {
    id,
    state: applied.state,
    tried: 1,
    delay: null,
    error: isDone ? null : applied.reason,
    item_type: applied.state === 'unclaimed' ? null : applied.itemType,
    item_id: applied.state === 'unclaimed' ? null : applied.itemId,
  };
}

function waiting({ id }: InboundRow): InboundOutcome {
  return {
    id,
    state: 'pending',
    tried: 0,
    delay: null,
    error: null,
    item_type: null,
    item_id: null,
  };
}

function toMessage(row: InboundRow): WireMessage {
  return {
    id: row.id,
    body: row.body,
    origin: row.origin,
    originalId: row.original_id,
    details: row.details,
  };
}
