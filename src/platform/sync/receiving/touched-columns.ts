import { parse, stringify } from 'lossless-json';
import type { EntityManager } from 'typeorm';
import type { SyncPeer } from '../peers/sync-peer.js';
import { readBody, type Attributes } from '../wire/message-body.js';
import type { IncomingRecord } from './incoming-record.js';

/**
 * The columns that a message changes. A Ruby gem sends whole records: what it changed is what
 * differs from the last message about the record, in whichever direction that went.
 */
export async function touchedColumns(
  manager: EntityManager,
  peer: SyncPeer,
  recordKey: string,
  attributes: Attributes,
  record: IncomingRecord,
): Promise<readonly string[]> {
  const all = Object.keys(record.values);
  if (record.changed) return record.changed.filter((column) => column in record.values);
  const base = await lastAttributes(manager, peer, recordKey, record);
  if (!base) return all;
  const { columns } = record.received;
  return Object.entries(attributes).flatMap(([attribute, value]) => {
    const column = columns.get(attribute)?.databaseName;
    return column === undefined || stringify(value) === stringify(base[attribute]) ? [] : [column];
  });
}

/** Of the given columns those whose value here differs from the message's, compared as PostgreSQL does. */
export async function differingColumns(
  manager: EntityManager,
  { received: { entity }, values }: IncomingRecord,
  image: string,
  columns: readonly string[],
): Promise<{ column: string; ours: unknown; theirs: unknown }[]> {
  const rows = await manager.query<{ column: string; ours: string | null; theirs: string }[]>(
    `SELECT given.key AS column, ($2::jsonb -> given.key)::text AS ours, given.value::text AS theirs
     FROM jsonb_populate_record(NULL::${entity.table}, $1::jsonb) AS subject,
       jsonb_each(backstory.pinned_row_image(subject, NULL)) AS given
     WHERE given.key = ANY($3::text[]) AND given.value IS DISTINCT FROM $2::jsonb -> given.key`,
    [stringify(values), image, columns],
  );
  return rows.map(({ column, ours, theirs }) => ({
    column,
    ours: ours === null ? null : parse(ours),
    theirs: parse(theirs),
  }));
}

async function lastAttributes(
  manager: EntityManager,
  peer: SyncPeer,
  recordKey: string,
  { received: { entity }, id }: IncomingRecord,
): Promise<Attributes | undefined> {
  const [last] = await manager.query<{ body: string }[]>(
    `(SELECT i.body, i.processed_at AS at FROM backstory.inbound_messages i
      WHERE i.peer = $1 AND i.record_key = $2 AND i.state = 'processed'
      ORDER BY i.id DESC LIMIT 1)
     UNION ALL
     (SELECT o.body, o.delivered_at FROM backstory.outbound_messages o
      WHERE o.peer = $1 AND o.item_type = $3 AND o.item_id = $4 AND o.delivered_at IS NOT NULL
      ORDER BY o.id DESC LIMIT 1)
     ORDER BY at DESC LIMIT 1`,
    [peer.name, recordKey, entity.itemType, id ?? null],
  );
  return last && readBody(last.body).attributes;
}
