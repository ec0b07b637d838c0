import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { ApiProblem } from '../api/api-problem.js';
import { listVersions, typesQuery } from '../api/audit.js';
import { useFeed } from '../feed/feed-context.js';
import type { SharedFeed } from '../feed/shared-feed.js';
import { type ActivityFilters, matchesFilters, toVersionQuery } from './activity-filters.js';
import { ActivityList, type ActivitySnapshot } from './activity-list.js';
import { rowOfVersion } from './activity-row.js';

const PAGE = '50';
const empty: ActivitySnapshot = {
  rows: [],
  pending: [],
  loading: true,
  loadingOlder: false,
  hasOlder: false,
  error: undefined,
};

interface Activity {
  list: ActivityList | undefined;
  snapshot: ActivitySnapshot;
}

/** The activity list for these filters; a new list whenever they change. */
export function useActivity(filters: ActivityFilters): Activity {
  const feed = useFeed();
  const queryClient = useQueryClient();
  // The filters come anew with each render; their text tells whether they changed.
  const wanted = JSON.stringify(filters);

  const list = useMemo(() => {
    if (feed === undefined) return undefined;
    return createList(feed, JSON.parse(wanted) as ActivityFilters, async () => {
      const types = await queryClient.ensureQueryData(typesQuery).catch(() => []);
      return new Map(types.map((type) => [type.item_type, type.label]));
    });
  }, [feed, queryClient, wanted]);

  useEffect(() => {
    void list?.reload();
    return () => list?.stop();
  }, [list]);

  const snapshot = useSyncExternalStore(
    (listener) => list?.watch(listener) ?? (() => undefined),
    () => list?.read() ?? empty,
  );
  return { list, snapshot };
}

function createList(
  feed: SharedFeed,
  filters: ActivityFilters,
  readLabels: () => Promise<Map<string, string | null>>,
): ActivityList {
  return new ActivityList({
    feed,
    matches: (row) => matchesFilters(row, filters),
    isPassing: (error) => error instanceof ApiProblem && [0, 502, 503].includes(error.status),
    load: async (after, signal) => {
      const query = toVersionQuery(filters);
      query.set('limit', PAGE);
      if (after !== undefined) query.set('after', after);
      const [page, labels] = await Promise.all([listVersions(query, signal), readLabels()]);
      return {
        rows: page.items.map((item) => rowOfVersion(item, labels.get(item.item_type) ?? null)),
        next: page.next,
        feedPosition: page.feed_position,
      };
    },
  });
}
