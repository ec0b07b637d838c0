import { useQuery } from '@tanstack/react-query';
import { unreadQuery } from '../api/notifications.js';
import { useRefreshOnFeed } from '../feed/use-refresh-on-feed.js';

/** How many notifications wait for the person who is signed in, live. */
export function useUnread(): number {
  const query = useQuery(unreadQuery);
  useRefreshOnFeed({
    queryKey: unreadQuery.queryKey,
    after: query.data?.feed_position,
    concerns: (entry) => entry.kind === 'notification',
    enabled: query.isSuccess,
  });
  return query.data?.unread ?? 0;
}
