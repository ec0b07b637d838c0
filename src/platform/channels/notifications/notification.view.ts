import { z } from 'zod';
import type { Notification } from './notification.interface.js';

/** A notification as clients get it. */
export const notificationSchema = z.object({
  id: z.string(),
  kind: z.string(),
  title: z.string(),
  body: z.string().nullable(),
  link: z.string().nullable(),
  item_type: z.string().nullable(),
  item_id: z.string().nullable(),
  actor: z.string().nullable(),
  correlation_id: z.string().nullable(),
  causation_id: z.string().nullable(),
  created_at: z.string(),
  read_at: z.string().nullable(),
});

export type NotificationView = z.output<typeof notificationSchema>;

export const notificationPageSchema = z.object({
  items: z.array(notificationSchema),
  next: z.string().nullable(),
  unread: z.number(),
  feed_position: z.string(),
});

export const unreadSchema = z.object({ unread: z.number(), feed_position: z.string() });

export const readSchema = z.object({
  id: z.string(),
  read_at: z.string().nullable(),
  unread: z.number(),
});

export const allReadSchema = z.object({ marked: z.number(), unread: z.number() });

export function notificationView(notification: Notification): NotificationView {
  return {
    id: notification.id,
    kind: notification.kind,
    title: notification.title,
    body: notification.body,
    link: notification.link,
    item_type: notification.itemType,
    item_id: notification.itemId,
    actor: notification.actor,
    correlation_id: notification.correlationId,
    causation_id: notification.causationId,
    created_at: notification.createdAt.toISOString(),
    read_at: notification.readAt?.toISOString() ?? null,
  };
}
