import type { DataSource } from 'typeorm';
import type {
  CorrelationNode,
  CorrelationPage,
  CorrelationSource,
} from '../../correlation/index.js';
import { FIND_MANY, LIST_OF_CORRELATION } from '../sql/notifications.sql.js';
import type { NotificationRow } from './notification-row.js';

/** Shows in a trace whom an action told; each person sees their own. */
export class NotificationsCorrelationSource implements CorrelationSource {
  readonly kind = 'notification';

  constructor(private readonly dataSource: DataSource) {}

  async list(correlationId: string, { after, limit }: CorrelationPage): Promise<CorrelationNode[]> {
    const rows = await this.dataSource.query<NotificationRow[]>(LIST_OF_CORRELATION, [
      correlationId,
      after ?? null,
      limit,
    ]);
    return rows.map(toNode);
  }

  async find(ids: readonly string[]): Promise<CorrelationNode[]> {
    const rows = await this.dataSource.query<NotificationRow[]>(FIND_MANY, [ids]);
    return rows.map(toNode);
  }
}

function toNode(row: NotificationRow): CorrelationNode {
  return {
    kind: 'notification',
    id: row.id,
    causationId: row.causation_id,
    occurredAt: row.created_at.toISOString(),
    item: { itemType: 'Notification', itemId: row.user_id },
    facts: { about: row.kind, title: row.title, read_at: row.read_at?.toISOString() ?? null },
  };
}
