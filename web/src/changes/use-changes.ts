import { useQueryClient, type InfiniteData } from '@tanstack/react-query';
import { type Change, type ChangePage, listChanges } from '../api/changes.js';
import type { FeedEntry } from '../feed/feed-entry.js';
import { useRefreshOnFeed } from '../feed/use-refresh-on-feed.js';
import { type PageOf, usePages } from '../ui/use-pages.js';
import type { ChangesSearch } from './changes-search.js';

/** The feed tells neither that a delivery began nor that it is done: while one is due, look. */
const LOOK_MS = 1_000;

const parameters = {
  type: 'item_type',
  item: 'item_id',
  event: 'event',
  actor: 'whodunnit',
  corr: 'correlation_id',
} as const;

/** The changes that pass the filters, newest first, as they are now. */
export function useChanges(search: ChangesSearch) {
  const filter = toQuery(search);
  const queryKey = ['changes', 'list', filter.toString()];
  const query = usePages<Change>({
    queryKey,
    filter,
    list: listChanges,
    rereadAfter: (pages) => (isUnderWay(pages) ? LOOK_MS : false),
  });
  const pages = useQueryClient().getQueryData<InfiniteData<ChangePage>>(queryKey);
  const source = filter.get('source');
  useRefreshOnFeed({
    queryKey: ['changes', 'list'],
    after: pages?.pages[0]?.feed_position,
    concerns: (entry) => concerns(entry, source),
    enabled: query.isSuccess,
  });
  return query;
}

function toQuery({ source, id: _id, ...rest }: ChangesSearch): URLSearchParams {
  const query = new URLSearchParams();
  if (source !== 'any') query.set('source', source ?? 'database');
  for (const [name, value] of Object.entries(rest)) {
    query.set(parameters[name as keyof typeof parameters], value);
  }
  return query;
}

function isUnderWay(pages: PageOf<Change>[]): boolean {
  return pages.some(({ items }) =>
    items.some(({ deliveries }) =>
      deliveries.some(({ state }) => ['pending', 'queued'].includes(state)),
    ),
  );
}

/** A change of that source, what a delivery did or wrote, or what became of one. */
function concerns(entry: FeedEntry, source: string | null): boolean {
  if (entry.kind === 'delivery' || entry.causation_id?.startsWith('delivery:') === true)
    return true;
  return entry.kind === 'version' && (source === null || entry.source === source);
}
