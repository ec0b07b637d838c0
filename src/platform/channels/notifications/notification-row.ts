import type { Notification } from './notification.interface.js';

/** A row as the driver gives it. */
export interface NotificationRow {
  readonly id: string;
  readonly user_id: string;
  readonly kind: string;
  readonly title: string;
  readonly body: string | null;
  readonly link: string | null;
  readonly item_type: string | null;
  readonly item_id: string | null;
  readonly actor: string | null;
  readonly correlation_id: string | null;
  readonly causation_id: string | null;
  readonly created_at: Date;
  readonly read_at: Date | null;
}

export function toNotification(row: NotificationRow): Notification {
  return {
    id: row.id,
    userId: row.user_id,
    kind: row.kind,
    title: row.title,
    body: row.body,
    link: row.link,
    itemType: row.item_type,
    itemId: row.item_id,
    actor: row.actor,
    correlationId: row.correlation_id,
    causationId: row.causation_id,
    createdAt: row.created_at,
    readAt: row.read_at,
  };
}
