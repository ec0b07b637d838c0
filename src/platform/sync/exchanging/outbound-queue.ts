import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { WireMessage } from '../wire/envelope.js';
import type { MessageDetails } from '../wire/message-details.interface.js';

interface Row {
  readonly id: string;
  readonly body: string;
  readonly event: string;
  readonly origin: string | null;
  readonly original_id: string | null;
  readonly details: MessageDetails | null;
}

/** How much may travel at once. */
export interface BatchLimits {
  readonly messages: number;
  readonly bytes: number;
}

/** A head of the queue. */
export interface OutboundBatch {
  readonly messages: readonly WireMessage[];
  /** The first message that the peer cannot understand, at which the batch ends. */
  readonly held: string | undefined;
}

/** Messages for peers, in the order of their ids. @internal */
@Injectable()
export class OutboundQueue {
  constructor(private readonly dataSource: DataSource) {}

  /** The first id that the peer has not said it has. */
  async firstOpen(peer: string): Promise<string | undefined> {
    const [row] = await this.dataSource.query<{ id: string }[]>(
      `SELECT o.id::text FROM backstory.outbound_messages AS o
       WHERE o.peer = $1 AND o.delivered_at IS NULL ORDER BY o.id LIMIT 1`,
      [peer],
    );
    return row?.id;
  }

  /**
   * Messages from an id on, delivered or not, as many as the limits let through but at least one.
   * @param plain for a peer that knows neither details nor destroys
   */
  async from(
    peer: string,
    fromId: string,
    limits: BatchLimits,
    plain: boolean,
  ): Promise<OutboundBatch> {
    const rows = await this.dataSource.query<Row[]>(
      `SELECT head.id::text, body, event, origin, original_id, details FROM (
         SELECT o.*, sum(octet_length(body) + 64 + coalesce(octet_length(details::text), 0))
           OVER (ORDER BY id) AS bytes, row_number() OVER (ORDER BY id) AS place
         FROM (
           SELECT * FROM backstory.outbound_messages WHERE peer = $1 AND id >= $2::bigint
           ORDER BY id LIMIT $3) AS o
       ) AS head WHERE bytes <= $4 OR place = 1 ORDER BY head.id`,
      [peer, fromId, limits.messages, limits.bytes],
    );
    const end = plain ? rows.findIndex(({ event }) => event === 'destroy') : -1;
    const sent = end === -1 ? rows : rows.slice(0, end);
    return { messages: sent.map((row) => toMessage(row, plain)), held: rows[end]?.id };
  }

  /** The peer said why it has not taken these. */
  async noteError(peer: string, ids: readonly string[], error: string): Promise<void> {
    await this.dataSource.query(
      `UPDATE backstory.outbound_messages
       SET last_error = $3, attempts = attempts + 1, updated_at = clock_timestamp()
       WHERE peer = $1 AND id = ANY($2::bigint[])`,
      [peer, ids, error.slice(0, 2_000)],
    );
  }

  /**
   * The peer has said that it has everything up to this id.
   * @returns whether it can be: nobody has what was never made
   */
  async acknowledge(
    peer: string,
    upTo: bigint,
    manager: EntityManager = this.dataSource.manager,
  ): Promise<boolean> {
    const [rows] = await manager.query<[{ name: string }[], number]>(
      `UPDATE backstory.sync_peers SET acknowledged_id = greatest(acknowledged_id, $2::bigint)
       FROM backstory.sync_counters c
       WHERE name = $1 AND c.peer = $1 AND c.last_outbound_id >= $2::bigint RETURNING name`,
      [peer, String(upTo)],
    );
    if (rows.length === 0) return false;
    await manager.query(
      `UPDATE backstory.outbound_messages SET delivered_at = clock_timestamp(), last_error = NULL,
         attempts = attempts + 1, updated_at = clock_timestamp()
       WHERE peer = $1 AND id <= $2::bigint AND delivered_at IS NULL`,
      [peer, String(upTo)],
    );
    return true;
  }
}

function toMessage(row: Row, plain: boolean): WireMessage {
  return {
    id: row.id,
    body: row.body,
    origin: row.origin,
    originalId: row.original_id,
    details: plain ? null : row.details,
  };
}
