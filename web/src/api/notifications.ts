import { queryOptions } from '@tanstack/react-query';
import { request } from './request.js';

/** What one person is told in the application. */
export interface Notification {
  id: string;
  kind: string;
  title: string;
  body: string | null;
  /** A path of the console. */
  link: string | null;
  item_type: string | null;
  item_id: string | null;
  actor: string | null;
  correlation_id: string | null;
  causation_id: string | null;
  created_at: string;
  read_at: string | null;
}

export interface NotificationPage {
  items: Notification[];
  next: string | null;
  /** Counted up to 1000. */
  unread: number;
  feed_position: string;
}

export const unreadQuery = queryOptions({
  queryKey: ['notifications', 'unread'],
  queryFn: ({ signal }) =>
    request<{ unread: number; feed_position: string }>('/notifications/unread-count', { signal }),
  staleTime: 60_000,
});

export function listNotifications(
  query: URLSearchParams,
  signal: AbortSignal,
): Promise<NotificationPage> {
  return request(`/notifications?${query}`, { signal });
}

export function markRead(id: string): Promise<{ unread: number }> {
  return request(`/notifications/${encodeURIComponent(id)}/read`, { method: 'POST' });
}

/** Everything up to the newest one that was seen. */
export function markAllRead(until: string | undefined): Promise<{ unread: number }> {
  const body = until === undefined ? {} : { until };
  return request('/notifications/read-all', { method: 'POST', body });
}

export function showCount(unread: number): string {
  return unread > 99 ? '99+' : String(unread);
}
