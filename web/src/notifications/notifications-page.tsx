import { Button, SegmentedControl } from '@mantine/core';
import { type InfiniteData, useMutation, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import {
  listNotifications,
  markAllRead,
  markRead,
  type Notification,
  type NotificationPage,
} from '../api/notifications.js';
import { useRefreshOnFeed } from '../feed/use-refresh-on-feed.js';
import { EmptyState } from '../ui/empty-state.js';
import { Icon } from '../ui/icon.js';
import { ListPanel } from '../ui/list-panel.js';
import { Page } from '../ui/page.js';
import { ProblemNotice } from '../ui/problem-notice.js';
import rows from '../ui/rows.module.css';
import { usePages } from '../ui/use-pages.js';
import { useRowKeys } from '../ui/use-row-keys.js';
import { NotificationRow } from './notification-row.js';

type Pages = InfiniteData<NotificationPage, string | undefined>;

const route = getRouteApi('/shell/notifications');

/** What the person who is signed in was told, newest first, live. */
export function NotificationsPage() {
  const onlyUnread = route.useSearch().unread === true;
  const navigate = route.useNavigate();
  const query = useNotifications(onlyUnread);
  const { read, readAll } = useMarking(query.data?.[0]?.id);
  const list = useRowKeys<HTMLUListElement>();
  const items = query.data ?? [];
  const anyUnread = items.some((item) => item.read_at === null);

  return (
    <Page
      title="Notifications"
      lead="What others did that concerns you."
      narrow
      actions={
        <Button
          variant="default"
          leftSection={<Icon name="check" />}
          disabled={!anyUnread}
          loading={readAll.isPending}
          onClick={() => readAll.mutate()}
        >
          Mark all read
        </Button>
      }
    >
      <div>
        <SegmentedControl
          aria-label="Which notifications"
          value={onlyUnread ? 'unread' : 'all'}
          onChange={(value) =>
            void navigate({ search: { unread: value === 'unread' ? true : undefined } })
          }
          data={[
            { value: 'all', label: 'All' },
            { value: 'unread', label: 'Unread' },
          ]}
        />
      </div>
      {readAll.error && <ProblemNotice error={readAll.error} />}
      <ListPanel
        label="Notifications"
        query={query}
        older="Show older ones"
        empty={
          <EmptyState
            icon="bell"
            title={onlyUnread ? 'You have read everything' : 'Nobody told you anything yet'}
          >
            <p>
              You are told when somebody assigns you, mentions you, or comments on an issue that you
              follow.
            </p>
          </EmptyState>
        }
      >
        <ul className={rows.list} ref={list}>
          {items.map((item) => (
            <NotificationRow
              key={item.id}
              notification={item}
              onRead={() => read.mutate(item.id)}
            />
          ))}
        </ul>
      </ListPanel>
    </Page>
  );
}

function useNotifications(onlyUnread: boolean) {
  const queryKey = ['notifications', 'list', onlyUnread];
  const query = usePages<Notification>({
    queryKey,
    filter: new URLSearchParams(onlyUnread ? { unread: 'true' } : {}),
    list: listNotifications,
  });
  const position = useQueryClient().getQueryData<Pages>(queryKey)?.pages[0]?.feed_position;
  useRefreshOnFeed({
    queryKey: ['notifications', 'list'],
    after: position,
    concerns: (entry) => entry.kind === 'notification',
    enabled: query.isSuccess,
  });
  return query;
}

/** Marks at once on the screen; the server's answer settles it. */
function useMarking(newest: string | undefined) {
  const queryClient = useQueryClient();
  const settle = (): void => void queryClient.invalidateQueries({ queryKey: ['notifications'] });
  const show = (isMarked: (item: Notification) => boolean): void => {
    const now = new Date().toISOString();
    queryClient.setQueriesData<Pages>({ queryKey: ['notifications', 'list'] }, (data) => {
      if (data === undefined) return data;
      const pages = data.pages.map((page) => ({
        ...page,
        items: page.items.map((item) =>
          item.read_at === null && isMarked(item) ? { ...item, read_at: now } : item,
        ),
      }));
      return { ...data, pages };
    });
  };
  const read = useMutation({
    mutationFn: markRead,
    onMutate: (id) => show((item) => item.id === id),
    onSettled: settle,
  });
  const readAll = useMutation({
    mutationFn: () => markAllRead(newest),
    onMutate: () => show(() => true),
    onSettled: settle,
  });
  return { read, readAll };
}
