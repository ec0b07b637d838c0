/** Which way a message goes. @publicApi */
export const DIRECTIONS = ['inbound', 'outbound'] as const;
export type MessageDirection = (typeof DIRECTIONS)[number];

/** Where a message stands. @publicApi */
export const MESSAGE_STATES = [
  'pending',
  'processed',
  'parked',
  'unclaimed',
  'skipped',
  'delivered',
] as const;
export type MessageState = (typeof MESSAGE_STATES)[number];

/** A message as it is stored. @publicApi */
export interface StoredMessage {
  readonly direction: MessageDirection;
  readonly seq: string;
  readonly peer: string;
  /** Its number on the wire. */
  readonly id: string;
  readonly state: MessageState;
  readonly body: string;
  readonly itemType: string | null;
  readonly itemId: string | null;
  readonly origin: string | null;
  readonly originalId: string | null;
  readonly event: string | null;
  readonly whodunnit: string | null;
  readonly attempts: number;
  readonly lastError: string | null;
  readonly skipReason: string | null;
  readonly correlationId: string | null;
  readonly causationId: string | null;
  readonly createdAt: Date;
  /** When it was applied here, or the peer had it. */
  readonly doneAt: Date | null;
  readonly availableAt: Date | null;
}

/** Both tables under the same names; each `$table` is read with its own. */
export const MESSAGE_COLUMNS: Readonly<Record<MessageDirection, string>> = {
  inbound: `'inbound' AS direction, m.seq::text, m.peer, m.id::text, m.state, m.body,
    m.item_type AS "itemType", m.item_id AS "itemId", m.origin, m.original_id AS "originalId",
    m.details ->> 'event' AS event, m.details ->> 'whodunnit' AS whodunnit, m.attempts,
    m.last_error AS "lastError", m.skip_reason AS "skipReason",
    m.correlation_id AS "correlationId", NULL AS "causationId", m.created_at AS "createdAt",
    m.processed_at AS "doneAt", m.available_at AS "availableAt"`,
  outbound: `'outbound' AS direction, m.seq::text, m.peer, m.id::text,
    CASE WHEN m.delivered_at IS NULL THEN 'pending' ELSE 'delivered' END AS state, m.body,
    m.item_type AS "itemType", m.item_id AS "itemId", m.origin, m.original_id AS "originalId",
    m.event, m.details ->> 'whodunnit' AS whodunnit, m.attempts, m.last_error AS "lastError",
    NULL AS "skipReason", m.correlation_id AS "correlationId", m.causation_id AS "causationId",
    m.created_at AS "createdAt", m.delivered_at AS "doneAt", NULL::timestamptz AS "availableAt"`,
};

export const MESSAGE_TABLES: Readonly<Record<MessageDirection, string>> = {
  inbound: 'backstory.inbound_messages',
  outbound: 'backstory.outbound_messages',
};
