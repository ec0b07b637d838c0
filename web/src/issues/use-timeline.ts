import {
  type InfiniteData,
  useInfiniteQuery,
  type UseInfiniteQueryResult,
} from '@tanstack/react-query';
import { type Listed, readTimeline, type TimelineEntry } from '../api/issues.js';
import { useRefreshOnFeed } from '../feed/use-refresh-on-feed.js';
import { concernsIssue } from './concerns-issue.js';

/** That an event happened again moves it and is no news for the feed: looked up now and then. */
const LOOK_AGAIN_MS = 60_000;

interface Entries {
  /** Oldest first, as people read. */
  entries: TimelineEntry[];
  position: string | undefined;
}

export interface IssueTimeline {
  query: UseInfiniteQueryResult<Entries>;
  entries: TimelineEntry[];
  /** Where the feed stood when the newest page was read. */
  position: string | undefined;
}

/** What happened to an issue; more joins by the feed. */
export function useTimeline(id: string): IssueTimeline {
  const queryKey = ['issues', 'timeline', id];
  const query = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam, signal }) => readTimeline(id, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: Listed<TimelineEntry>) => page.next ?? undefined,
    select: toEntries,
    staleTime: 0,
    // Only while the page is in view.
    refetchInterval: LOOK_AGAIN_MS,
    refetchOnWindowFocus: true,
  });
  const { entries = [], position } = query.data ?? {};
  useRefreshOnFeed({
    queryKey,
    after: position,
    concerns: (entry) => concernsIssue(entry, id),
    enabled: query.isSuccess,
  });
  return { query, entries, position };
}

function toEntries({ pages }: InfiniteData<Listed<TimelineEntry>>): Entries {
  return {
    entries: pages.flatMap((page) => page.items).toReversed(),
    position: pages[0]?.feed_position,
  };
}
