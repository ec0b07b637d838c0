import type { DataSource } from 'typeorm';
import {
  CorrelationCursorError,
  type CorrelationNode,
  type CorrelationPage,
  type CorrelationSource,
} from '../../correlation/index.js';
import {
  MESSAGE_COLUMNS,
  MESSAGE_TABLES,
  type MessageDirection,
  type StoredMessage,
} from './message-row.js';

const ID = /^\d{1,18}$/;

/** The messages of a correlation: what was sent about it, or what brought it here. */
export class MessagesCorrelationSource implements CorrelationSource {
  readonly kind: string;

  constructor(
    private readonly dataSource: DataSource,
    private readonly direction: MessageDirection,
  ) {
    this.kind = `${direction}_message`;
  }

  async list(correlationId: string, page: CorrelationPage): Promise<CorrelationNode[]> {
    const { after = '0', limit } = page;
    if (!ID.test(after)) throw new CorrelationCursorError();
    return this.read('m.correlation_id = $1 AND m.seq > $2::bigint ORDER BY m.seq LIMIT $3', [
      correlationId,
      after,
      limit,
    ]);
  }

  async find(ids: readonly string[]): Promise<CorrelationNode[]> {
    return this.read('m.seq = ANY($1::bigint[])', [ids.filter((id) => ID.test(id))]);
  }

  private async read(condition: string, values: unknown[]): Promise<CorrelationNode[]> {
    const { direction } = this;
    const rows = await this.dataSource.query<StoredMessage[]>(
      `SELECT ${MESSAGE_COLUMNS[direction]} FROM ${MESSAGE_TABLES[direction]} AS m WHERE ${condition}`,
      values,
    );
    return rows.map((row) => this.toNode(row));
  }

  private toNode(row: StoredMessage): CorrelationNode {
    return {
      kind: this.kind,
      id: row.seq,
      causationId: row.causationId,
      occurredAt: row.createdAt.toISOString(),
      ...(row.itemType !== null &&
        row.itemId !== null && { item: { itemType: row.itemType, itemId: row.itemId } }),
      facts: {
        peer: row.peer,
        message_id: row.id,
        state: row.state,
        event: row.event,
        attempts: row.attempts,
        last_error: row.lastError,
        done_at: row.doneAt?.toISOString() ?? null,
      },
    };
  }
}
