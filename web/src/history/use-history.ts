import {
  type InfiniteData,
  useInfiniteQuery,
  type UseInfiniteQueryResult,
  useQueryClient,
} from '@tanstack/react-query';
import { useEffect } from 'react';
import { readHistory, readVersion } from '../api/audit.js';
import type { Version, VersionPage } from '../api/version.js';
import { useFeed } from '../feed/feed-context.js';
import type { FeedEntry } from '../feed/feed-entry.js';

/** So many at once are read as a page again rather than one by one. */
const ONE_BY_ONE = 20;

type Pages = InfiniteData<VersionPage, string | undefined>;

export interface RecordRef {
  type: string;
  id: string;
}

/** The record's versions, newest first; new ones join by the feed. */
export function useHistory(
  { type, id }: RecordRef,
  associated: boolean,
): UseInfiniteQueryResult<Version[]> {
  const queryClient = useQueryClient();
  const feed = useFeed();
  const queryKey = ['audit', 'history', type, id, associated];
  const query = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam, signal }) =>
      readHistory(type, id, { associated, ...(pageParam ? { after: pageParam } : {}) }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: VersionPage) => page.next ?? undefined,
    select: (data: Pages) => data.pages.flatMap((page) => page.items),
    staleTime: 0,
  });

  const loaded = query.isSuccess;
  const key = JSON.stringify(queryKey);
  useEffect(() => {
    if (feed === undefined || !loaded) return undefined;
    const own = JSON.parse(key) as string[];
    const pages = queryClient.getQueryData<Pages>(own);
    const refresh = (): void => void queryClient.invalidateQueries({ queryKey: own });
    const take = async (entries: FeedEntry[]): Promise<void> => {
      const news = entries.filter((entry) => concerns(entry, type, id, associated));
      if (news.length === 0) return;
      if (news.length > ONE_BY_ONE) return refresh();
      const versions = await Promise.all(news.map((entry) => readVersion(entry.id)));
      queryClient.setQueryData<Pages>(own, (data) => data && withNewest(data, versions));
      void queryClient.invalidateQueries({ queryKey: ['audit', 'state', type, id] });
    };
    return feed.follow(pages?.pages[0]?.feed_position, {
      onEntries: (entries) => {
        take(entries).catch(refresh);
      },
      onReset: refresh,
    });
  }, [feed, queryClient, key, loaded, type, id, associated]);

  return query;
}

function concerns(entry: FeedEntry, type: string, id: string, associated: boolean): boolean {
  if (entry.kind !== 'version') return false;
  if (entry.item_type === type && entry.item_id === id) return true;
  return associated && entry.aggregate_type === type && entry.aggregate_id === id;
}

/** Puts versions on top that are not there yet. */
function withNewest(data: Pages, versions: Version[]): Pages {
  const known = new Set(data.pages.flatMap((page) => page.items.map((item) => item.id)));
  const fresh = versions.filter((version) => !known.has(version.id)).toReversed();
  const [first, ...rest] = data.pages;
  if (first === undefined || fresh.length === 0) return data;
  return { ...data, pages: [{ ...first, items: [...fresh, ...first.items] }, ...rest] };
}
