import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { MessageNotFoundError } from '../sync.errors.js';
import {
  MESSAGE_COLUMNS,
  MESSAGE_TABLES,
  type MessageDirection,
  type MessageState,
  type StoredMessage,
} from './message-row.js';

/** Which messages; everything that is given must hold. @publicApi */
export interface MessageFilter {
  readonly peer?: string | undefined;
  readonly state?: MessageState | undefined;
  readonly itemType?: string | undefined;
  readonly itemId?: string | undefined;
  readonly correlationId?: string | undefined;
}

/** A part of a list, newest first. @publicApi */
export interface MessagePage {
  readonly items: readonly StoredMessage[];
  /** Give it as `after`; null on the last page. */
  readonly next: string | null;
}

const MOST = 200;

/** As the partial indexes have it. */
const OUTBOUND_STATE: Readonly<Partial<Record<MessageState, string>>> = {
  pending: 'm.delivered_at IS NULL',
  delivered: 'm.delivered_at IS NOT NULL',
};

/** Reads messages. @publicApi */
@Injectable()
export class SyncMessages {
  constructor(private readonly dataSource: DataSource) {}

  /** Messages of one direction, newest first, by pages that cost the same at any depth. */
  async list(
    direction: MessageDirection,
    filter: MessageFilter,
    { after, limit }: { readonly after?: string | undefined; readonly limit: number },
  ): Promise<MessagePage> {
    const values: unknown[] = [];
    const conditions = Object.entries({
      'm.peer': filter.peer,
      ...(direction === 'inbound' && { 'm.state': filter.state }),
      'm.item_type': filter.itemType,
      'm.item_id': filter.itemId,
      'm.correlation_id': filter.correlationId,
    }).flatMap(([column, value]) =>
      value === undefined ? [] : [`${column} = $${values.push(value)}`],
    );
    if (direction === 'outbound' && filter.state !== undefined) {
      conditions.push(OUTBOUND_STATE[filter.state] ?? 'false');
    }
    if (after !== undefined) conditions.push(`m.seq < $${values.push(after)}::bigint`);
    const size = Math.min(limit, MOST);
    const rows = await this.dataSource.query<StoredMessage[]>(
      `SELECT ${MESSAGE_COLUMNS[direction]} FROM ${MESSAGE_TABLES[direction]} AS m
       WHERE ${conditions.join(' AND ') || 'true'}
       ORDER BY m.seq DESC LIMIT $${values.push(size + 1)}`,
      values,
    );
    const items = rows.slice(0, size);
    return { items, next: rows.length > size ? items.at(-1)!.seq : null };
  }

  /** @throws MessageNotFoundError */
  async get(direction: MessageDirection, seq: string): Promise<StoredMessage> {
    const [row] = await this.dataSource.query<StoredMessage[]>(
      `SELECT ${MESSAGE_COLUMNS[direction]} FROM ${MESSAGE_TABLES[direction]} AS m
       WHERE m.seq = $1::bigint`,
      [seq],
    );
    if (!row) throw new MessageNotFoundError(direction, seq);
    return row;
  }
}
