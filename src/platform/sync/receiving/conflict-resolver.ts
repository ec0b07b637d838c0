import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { currentContext } from '../../correlation/index.js';
import type { SyncModuleOptions } from '../interfaces/sync-module-options.interface.js';
import { OutboundWriter } from '../publishing/outbound-writer.js';
import { readRecord } from '../publishing/read-changes.js';
import { SyncedEntities } from '../records/synced-entities.js';
import { SYNC_OPTIONS } from '../sync.module-definition.js';
import type { ConcurrentChanges } from './concurrent-changes.js';
import { reportConflict, type ConflictReport } from './conflict-log.js';
import type { IncomingRecord } from './incoming-record.js';
import { judgeConflict, type Judgement } from './judge-conflict.js';
import type { Incoming } from './incoming.interface.js';
import { differingColumns, touchedColumns } from './touched-columns.js';

/** A record that exists here and was changed on both sides. */
export interface Contested {
  readonly record: IncomingRecord;
  readonly id: string;
  /** The row here. */
  readonly image: string;
  readonly concurrent: ConcurrentChanges;
}

/** What the peer is told of a record that is not as it said. */
export interface Answer {
  /** Columns that it is to take over; null for all of them. */
  readonly changed: readonly string[] | null;
  /** Milliseconds of the change that won. */
  readonly at?: number;
}

/** What of a message is taken over. */
export type Resolution =
  | {
      readonly values: Readonly<Record<string, unknown>>;
      /** Of a destroy: whether the record stays. */
      readonly keep?: boolean;
      readonly answer?: Answer;
    }
  | { readonly parked: string };

type Field = ConflictReport['fields'][number];

/** Decides what two changes that did not know of each other come to. @internal */
@Injectable()
export class ConflictResolver {
  constructor(
    @Inject(SYNC_OPTIONS) private readonly options: SyncModuleOptions,
    private readonly entities: SyncedEntities,
    private readonly writer: OutboundWriter,
  ) {}

  async resolve(
    manager: EntityManager,
    incoming: Incoming,
    contested: Contested,
  ): Promise<Resolution> {
    const { record, image, concurrent } = contested;
    if (record.isDestroyed) return this.resolveDestroy(manager, incoming, contested);
    const { peer, recordKey, attributes } = incoming;
    const touched = await touchedColumns(manager, peer, recordKey, attributes, record);
    const both = touched.filter((column) => concurrent.changedAt(column) !== undefined);
    const fields = await differingColumns(manager, record, image, both);
    // Nobody touched the same: each keeps what it alone changed.
    if (fields.length === 0) return { values: valuesOf(record, touched) };
    return record.received.policy === 'field_merge'
      ? this.merge(manager, incoming, contested, touched, fields)
      : this.takeOne(manager, incoming, contested, touched, fields);
  }

  /** The record was destroyed here, and the peer went on with it. */
  async judgeDestroyed(
    manager: EntityManager,
    incoming: Incoming,
    record: IncomingRecord,
    id: string,
    concurrent: ConcurrentChanges,
  ): Promise<Judgement> {
    const verdict = judge(incoming, record, concurrent.lastAt);
    const fields = Object.entries(record.values).map(([column, theirs]) => ({
      column,
      ours: null,
      theirs,
    }));
    await report(manager, incoming, record, { id, fields, verdict });
    return verdict;
  }

  /** Tells the peer that what it changed is not so. */
  async answer(
    manager: EntityManager,
    { peer, message }: Pick<Incoming, 'peer' | 'message'>,
    itemType: string,
    id: string,
    { changed, at }: Answer,
  ): Promise<void> {
    const published = this.entities.published(itemType);
    if (!published) return;
    const change = await readRecord(manager, published, id, {
      changed,
      whodunnit: `sync:${this.options.name}`,
      correlationId: currentContext()?.correlationId ?? null,
      causationId: currentContext()?.causationId ?? null,
      ...(at !== undefined && { occurredAt: new Date(at).toISOString() }),
    });
    if (change) await this.writer.write(manager, peer, [{ ...change, answers: message.id }]);
  }

  private async resolveDestroy(
    manager: EntityManager,
    incoming: Incoming,
    { record, id, concurrent }: Contested,
  ): Promise<Resolution> {
    const verdict = judge(incoming, record, concurrent.lastAt);
    await report(manager, incoming, record, { id, fields: [], verdict });
    if (verdict.decision === 'parked') return { parked: verdict.reason };
    if (verdict.decision === 'theirs') return { values: {} };
    return { values: {}, keep: true, answer: { changed: null, at: concurrent.lastAt } };
  }

  /** The record as a whole is theirs or ours. */
  private async takeOne(
    manager: EntityManager,
    incoming: Incoming,
    { record, id, concurrent }: Contested,
    touched: readonly string[],
    fields: readonly Field[],
  ): Promise<Resolution> {
    const verdict = judge(incoming, record, concurrent.lastAt);
    await report(manager, incoming, record, { id, fields, verdict });
    if (verdict.decision === 'parked') return { parked: verdict.reason };
    if (verdict.decision === 'theirs') return { values: valuesOf(record, touched) };
    return { values: {}, answer: { changed: touched, at: concurrent.lastAt } };
  }

  /** Each field is its last writer's. */
  private async merge(
    manager: EntityManager,
    incoming: Incoming,
    { record, id, concurrent }: Contested,
    touched: readonly string[],
    fields: readonly Field[],
  ): Promise<Resolution> {
    const verdicts = fields.map(({ column }) => ({
      column,
      at: concurrent.changedAt(column)!,
      ...judge(incoming, record, concurrent.changedAt(column)!),
    }));
    const kept = verdicts.filter(({ decision }) => decision === 'ours');
    const verdict = {
      decision: 'merged' as const,
      reason: verdicts.map(({ column, reason }) => `${column}: ${reason}`).join('; '),
    };
    await report(manager, incoming, record, { id, fields, verdict });
    const changed = kept.map(({ column }) => column);
    return {
      values: valuesOf(
        record,
        touched.filter((column) => !changed.includes(column)),
      ),
      ...(kept.length > 0 && { answer: { changed, at: Math.max(...kept.map(({ at }) => at)) } }),
    };
  }
}

function judge(incoming: Incoming, record: IncomingRecord, ourTime: number): Judgement {
  return judgeConflict({
    policy: record.received.policy,
    isCentralHere: incoming.peer.isCentralHere,
    ourTime,
    theirTime: record.occurredAt,
  });
}

async function report(
  manager: EntityManager,
  { peer, message }: Incoming,
  { received }: IncomingRecord,
  {
    id,
    fields,
    verdict,
  }: {
    id: string;
    fields: readonly Field[];
    verdict: { decision: ConflictReport['decision']; reason: string };
  },
): Promise<void> {
  await reportConflict(manager, {
    peer: peer.name,
    messageId: message.id,
    itemType: received.entity.itemType,
    itemId: id,
    fields,
    policy: received.policy,
    ...verdict,
  });
}

/** The values of these columns, and of those that move with every change. */
export function valuesOf(
  { values, received }: IncomingRecord,
  columns: readonly string[],
): Record<string, unknown> {
  const wanted = new Set(columns);
  for (const { isUpdateDate, databaseName } of received.columns.values()) {
    if (isUpdateDate) wanted.add(databaseName);
  }
  return Object.fromEntries(Object.entries(values).filter(([name]) => wanted.has(name)));
}
