import type { EntityManager } from 'typeorm';
import type { WireMessage } from '../wire/envelope.js';
import type { MessageBody } from '../wire/message-body.js';
import type { MessageDetails } from '../wire/message-details.interface.js';

/** A stored message that is not done with. */
export interface InboundRow {
  readonly id: string;
  readonly seq: string;
  readonly body: string;
  readonly record_key: string;
  readonly attempts: number;
  readonly origin: string | null;
  readonly original_id: string | null;
  readonly details: MessageDetails | null;
  readonly correlation_id: string | null;
  /** Its body, where it was read already. */
  readonly content?: MessageBody | undefined;
}

/** What an attempt came to. */
export interface InboundOutcome {
  readonly id: string;
  readonly state: 'pending' | 'processed' | 'parked' | 'unclaimed';
  /** 1 when it was tried, 0 when it stands behind another. */
  readonly tried: 0 | 1;
  /** Milliseconds until the next attempt; null to wait for the message before. */
  readonly delay: number | null;
  readonly error: string | null;
  readonly item_type: string | null;
  readonly item_id: string | null;
}

export const INBOUND_COLUMNS = `id::text, seq::text, body, record_key, attempts, origin, original_id,
  details, correlation_id`;

/** A message to be stored, with the record that it is about. */
export interface NewInbound {
  readonly message: WireMessage;
  readonly recordKey: string;
  /** Undefined when no record can be made out. */
  readonly content: MessageBody | undefined;
}

/** Stores messages, and answers them as rows in their order. */
export async function storeInbound(
  manager: EntityManager,
  peer: string,
  messages: readonly NewInbound[],
): Promise<InboundRow[]> {
  const rows = messages.map(({ message, recordKey }) => ({
    id: message.id,
    body: message.body,
    record_key: recordKey,
    origin: message.origin,
    original_id: message.originalId,
    details: message.details,
    correlation_id: message.details?.correlation_id ?? null,
  }));
  const stored = await manager.query<{ id: string; seq: string }[]>(
    `INSERT INTO backstory.inbound_messages
       (peer, id, body, record_key, origin, original_id, details, correlation_id)
     SELECT $1, m.id, m.body, m.record_key, m.origin, m.original_id, m.details, m.correlation_id
     FROM jsonb_to_recordset($2::jsonb) AS m (id bigint, body text, record_key text, origin text,
       original_id text, details jsonb, correlation_id text)
     ORDER BY m.id
     RETURNING id::text, seq::text`,
    [peer, JSON.stringify(rows)],
  );
  const seqs = new Map(stored.map(({ id, seq }) => [id, seq]));
  return rows.map((row, index) =>
    Object.assign(row, {
      seq: seqs.get(row.id)!,
      attempts: 0,
      content: messages[index]!.content,
    }),
  );
}

/** Of the rows' records those that wait for a message from before them. */
export async function blockedRecords(
  manager: EntityManager,
  peer: string,
  rows: readonly InboundRow[],
): Promise<Set<string>> {
  const blocked = await manager.query<{ record_key: string }[]>(
    `SELECT DISTINCT record_key FROM backstory.inbound_messages
     WHERE peer = $1 AND record_key = ANY($2::text[]) AND state IN ('pending', 'parked')
       AND id <> ALL($3::bigint[])`,
    [peer, rows.map(({ record_key }) => record_key), rows.map(({ id }) => id)],
  );
  return new Set(blocked.map(({ record_key }) => record_key));
}

/** Writes down what became of messages. Called while their records are locked, for the mark's sake. */
export async function recordOutcomes(
  manager: EntityManager,
  peer: string,
  outcomes: readonly InboundOutcome[],
): Promise<void> {
  await manager.query(
    `UPDATE backstory.inbound_messages AS i SET
       state = o.state, attempts = i.attempts + o.tried, last_error = o.error,
       available_at = CASE WHEN o.delay IS NOT NULL
         THEN clock_timestamp() + o.delay * interval '1 millisecond' END,
       item_type = coalesce(o.item_type, i.item_type), item_id = coalesce(o.item_id, i.item_id),
       processed_at = CASE WHEN o.state = 'processed' THEN clock_timestamp() END,
       version_mark = CASE WHEN o.state = 'processed'
         THEN (SELECT last_value FROM backstory.versions_id_seq) END,
       updated_at = clock_timestamp()
     FROM jsonb_to_recordset($2::jsonb) AS o (id bigint, state text, tried integer, delay bigint,
       error text, item_type text, item_id text)
     WHERE i.peer = $1 AND i.id = o.id`,
    [peer, JSON.stringify(outcomes)],
  );
}

/** Messages whose time has come and before which no other of their record stands, oldest first. */
export async function dueInbound(
  manager: EntityManager,
  peer: string,
  most: number,
): Promise<InboundRow[]> {
  return manager.query<InboundRow[]>(
    `SELECT ${INBOUND_COLUMNS} FROM backstory.inbound_messages AS i
     WHERE peer = $1 AND state = 'pending'
       AND (available_at IS NULL OR available_at <= clock_timestamp())
       AND NOT EXISTS (
         SELECT 1 FROM backstory.inbound_messages AS before
         WHERE before.peer = i.peer AND before.record_key = i.record_key AND before.id < i.id
           AND before.state IN ('pending', 'parked'))
     ORDER BY i.id LIMIT $2`,
    [peer, most],
  );
}
