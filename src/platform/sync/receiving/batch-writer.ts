import type { EntityManager } from 'typeorm';
import { transactionContext } from '../../audit/index.js';
import { runInNewContext } from '../../correlation/index.js';
import type { SyncPeer } from '../peers/sync-peer.js';
import type { ReceivedEntity } from '../records/synced-entities.js';
import type { IncomingRecord } from './incoming-record.js';
import type { ReadMessage } from './incoming.interface.js';
import { messageContext } from './message-context.js';
import {
  columnsOf,
  insertManyStatement,
  insertStatement,
  rowJson,
  takeKeys,
  updateStatement,
} from './record-writer.js';

/** A write that makes a message true. */
export interface RecordWrite {
  readonly read: ReadMessage;
  readonly record: IncomingRecord;
  readonly isNew: boolean;
  /** The row's key; undefined when the table is to give one. */
  readonly id: string | undefined;
  readonly values: Readonly<Record<string, unknown>>;
}

/** A write that was made, with the key of its row. */
export type Written = RecordWrite & { readonly id: string };

/**
 * Writes many rows: new ones of the same columns by one statement, as long as none of them is refused;
 * the others one by one in a single call, where one that fails is left out.
 */
export async function writeRecords(
  manager: EntityManager,
  peer: SyncPeer,
  writes: readonly RecordWrite[],
): Promise<Written[]> {
  const written: Written[] = [];
  const alone: RecordWrite[] = [];
  for (const set of sets(writes)) {
    const together = set.length > 1 && (await insertTogether(manager, peer, set));
    if (together) written.push(...together);
    else alone.push(...set);
  }
  return [...written, ...(await writeEach(manager, peer, alone))];
}

/** Insertions that one statement can do; every other write stands alone. */
function sets(writes: readonly RecordWrite[]): RecordWrite[][] {
  const byColumns = new Map<unknown, RecordWrite[]>();
  for (const write of writes) {
    const { itemType } = write.record.received.entity;
    const columns = Object.keys(write.values).toSorted();
    const key = write.isNew
      ? JSON.stringify([itemType, write.id === undefined, columns])
      : Symbol('alone');
    const set = byColumns.get(key);
    if (set) set.push(write);
    else byColumns.set(key, [write]);
  }
  return [...byColumns.values()];
}

/** @returns undefined when the table gives no keys before, or refuses one of the rows */
async function insertTogether(
  manager: EntityManager,
  peer: SyncPeer,
  set: readonly RecordWrite[],
): Promise<Written[] | undefined> {
  const [{ record, id } = set[0]!] = set;
  const { received } = record;
  try {
    // A savepoint: refused, the rows are written one by one.
    return await manager.transaction(async (inner) => {
      const keys = id === undefined ? await takeKeys(inner, received, set.length) : [];
      const written = set.flatMap((write, index) => {
        const key = write.id ?? keys[index];
        return key === undefined ? [] : [{ ...write, id: key }];
      });
      if (written.length < set.length) return undefined;
      await insertAll(inner, peer, received, written);
      return written;
    });
  } catch {
    return undefined;
  }
}

async function insertAll(
  manager: EntityManager,
  peer: SyncPeer,
  received: ReceivedEntity,
  written: readonly Written[],
): Promise<void> {
  const [first] = written;
  const columns = columnsOf(received, first!.id, first!.values);
  const given = written.map(({ id, values }) => rowJson(received, id, values));
  const rows = Object.fromEntries(
    written.map((write) => {
      const { correlation_id, causation_id, meta } = contextOf(peer, write);
      return [write.id, { correlation_id, causation_id, meta }];
    }),
  );
  await manager.query('SELECT backstory.sync_insert_together($1, $2, $3)', [
    insertManyStatement(received, columns),
    JSON.stringify({ ...contextOf(peer, first!), rows }),
    `[${given.join(',')}]`,
  ]);
}

async function writeEach(
  manager: EntityManager,
  peer: SyncPeer,
  writes: readonly RecordWrite[],
): Promise<Written[]> {
  if (writes.length === 0) return [];
  const statements: string[] = [];
  const rows = writes.map((write, number) => {
    const { record, isNew, id, values } = write;
    const text = isNew
      ? insertStatement(record.received, columnsOf(record.received, id, values))
      : updateStatement(record.received, Object.keys(values));
    const statement = statements.indexOf(text) + 1 || statements.push(text);
    const context = JSON.stringify(JSON.stringify(contextOf(peer, write)));
    const given = rowJson(record.received, id, values);
    return `{"number":${number},"statement":${statement},"context":${context},"given":${given}}`;
  });
  const done = await manager.query<{ number: number; id: string }[]>(
    'SELECT number, id FROM backstory.sync_apply_writes($1, $2)',
    [statements, `[${rows.join(',')}]`],
  );
  return done.map(({ number, id }) => Object.assign(writes[number]!, { id }));
}

function contextOf(peer: SyncPeer, { read }: RecordWrite) {
  return runInNewContext(messageContext(peer, read.row), transactionContext);
}
