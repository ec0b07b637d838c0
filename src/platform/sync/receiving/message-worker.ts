import { Inject, Injectable, Logger } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { parseCorrelationId, runInNewContext } from '../../correlation/index.js';
import type { SyncModuleOptions } from '../interfaces/sync-module-options.interface.js';
import type { PeerState } from '../peers/peer-states.js';
import type { SyncPeer } from '../peers/sync-peer.js';
import { SYNC_SOURCE } from '../sync.constants.js';
import { SYNC_OPTIONS } from '../sync.module-definition.js';
import type { WireMessage } from '../wire/envelope.js';
import { readBody } from '../wire/message-body.js';
import type { InboundOutcome, InboundRow } from './inbound-rows.js';
import type { Applied } from './incoming.interface.js';
import { RecordApplier } from './record-applier.js';

const ATTEMPTS = 5;
const BACKOFF = [1_000, 5_000, 30_000, 120_000] as const;
const MOST_ERROR = 2_000;

/** Applies stored messages one after the other; one that fails takes nothing with it. @internal */
@Injectable()
export class MessageWorker {
  private readonly logger = new Logger('Sync');

  constructor(
    @Inject(SYNC_OPTIONS) private readonly options: SyncModuleOptions,
    private readonly applier: RecordApplier,
  ) {}

  /**
   * Applies the rows in their order, in the caller's transaction.
   * @param blocked records whose messages wait for an earlier one; grows as messages fail
   */
  async work(
    manager: EntityManager,
    peer: SyncPeer,
    state: PeerState,
    rows: readonly InboundRow[],
    blocked: Set<string>,
    force = false,
  ): Promise<InboundOutcome[]> {
    const outcomes: InboundOutcome[] = [];
    for (const row of rows) {
      const outcome = blocked.has(row.record_key)
        ? waiting(row)
        : await this.attempt(manager, peer, state, row, force);
      if (outcome.state === 'pending' || outcome.state === 'parked') blocked.add(row.record_key);
      outcomes.push(outcome);
    }
    return outcomes;
  }

  private async attempt(
    manager: EntityManager,
    peer: SyncPeer,
    state: PeerState,
    row: InboundRow,
    force: boolean,
  ): Promise<InboundOutcome> {
    try {
      const applied = await runInNewContext(contextOf(peer, row), () =>
        // A savepoint: what fails is undone, and what was done before it stays.
        manager.transaction((inner) => this.apply(inner, peer, state, row, force)),
      );
      return outcomeOf(row, applied);
    } catch (error) {
      return this.failed(peer, row, error);
    }
  }

  private async apply(
    manager: EntityManager,
    peer: SyncPeer,
    state: PeerState,
    row: InboundRow,
    force: boolean,
  ): Promise<Applied> {
    const { name, attributes } = readBody(row.body);
    const message = toMessage(row);
    const known = message.details ? (message.details.seen ?? '0') : state.acknowledged_id;
    return this.applier.apply(manager, {
      peer,
      message,
      recordKey: row.record_key,
      name,
      attributes,
      seen: known,
      force,
    });
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

/** Who acts, and in whose correlation: the sender's, so that one id tells both sides' story. */
function contextOf(peer: SyncPeer, row: InboundRow) {
  const correlationId = parseCorrelationId(row.correlation_id ?? undefined);
  const whodunnit = row.details?.whodunnit;
  return {
    ...(correlationId !== undefined && { correlationId }),
    causationId: `inbound_message:${row.seq}`,
    actor: { id: `sync:${peer.name}`, type: 'peer' },
    source: SYNC_SOURCE,
    meta: {
      sync_peer: peer.name,
      sync_message: row.id,
      ...(whodunnit !== undefined && { sync_whodunnit: whodunnit }),
    },
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
