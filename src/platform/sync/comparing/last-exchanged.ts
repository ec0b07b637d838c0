import type { EntityManager } from 'typeorm';
import type { PublishedEntity } from '../records/synced-entities.js';
import type { MessageDetails } from '../wire/message-details.interface.js';
import { readBody, type Attributes } from '../wire/message-body.js';
import { sharedAttributes } from './shared-record.js';

/** A record as the messages tell it that both sides have. */
export interface LastExchanged {
  /** When the last of them was applied here, or confirmed by the peer. */
  readonly at: Date;
  /** Undefined when the last one destroyed the record. */
  readonly attributes: Attributes | undefined;
}

interface Row {
  readonly at: Date;
  readonly body: string;
  readonly details: MessageDetails | null;
}

/** Messages that are read for one record, of each direction: what is older was hardly told only then. */
const MOST = 50;

const EXCHANGED = `
SELECT * FROM (
  (SELECT processed_at AS at, body, details FROM backstory.inbound_messages
   WHERE peer = $1 AND item_type = $2 AND item_id = $3 AND state = 'processed'
   ORDER BY id DESC LIMIT ${MOST})
  UNION ALL
  (SELECT delivered_at, body, details FROM backstory.outbound_messages
   WHERE peer = $1 AND item_type = $2 AND item_id = $3 AND delivered_at IS NOT NULL
   ORDER BY id DESC LIMIT ${MOST})
) AS exchanged ORDER BY at DESC`;

/**
 * What both sides told each other of a record; undefined when that is nothing. A message decides about
 * the fields that its change touched: of the others it only says how they were where it was written.
 */
export async function lastExchanged(
  manager: EntityManager,
  peer: string,
  published: PublishedEntity,
  id: string,
): Promise<LastExchanged | undefined> {
  const rows = await manager.query<Row[]>(EXCHANGED, [peer, published.entity.itemType, id]);
  const [newest] = rows;
  if (!newest) return undefined;
  if (newest.details?.event === 'destroy') return { at: newest.at, attributes: undefined };
  const known: Record<string, unknown> = {};
  for (const { body, details } of rows) {
    const { attributes } = readBody(body);
    const told = sharedAttributes(published, attributes, details?.references ?? {});
    for (const [name, value] of Object.entries(told)) {
      const isTouched = details?.changed?.includes(name) ?? true;
      if (isTouched && !Object.hasOwn(known, name)) known[name] = value;
    }
  }
  return { at: newest.at, attributes: known };
}

/** Messages about a record that only one side has so far, or that are not applied yet. */
export async function countOnTheWay(
  manager: EntityManager,
  peer: string,
  itemType: string,
  id: string,
  recordKey: string,
): Promise<number> {
  const [row] = await manager.query<{ count: number }[]>(
    `SELECT (SELECT count(*)::int FROM backstory.outbound_messages
       WHERE peer = $1 AND item_type = $2 AND item_id = $3 AND delivered_at IS NULL)
     + (SELECT count(*)::int FROM backstory.inbound_messages
       WHERE peer = $1 AND record_key = $4 AND state IN ('pending', 'parked')) AS count`,
    [peer, itemType, id, recordKey],
  );
  return row!.count;
}
