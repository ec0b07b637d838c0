import { useInfiniteQuery } from '@tanstack/react-query';
import { type Delivery, type DeliveryPage, listDeliveries } from '../api/deliveries.js';
import { useRefreshOnFeed } from '../feed/use-refresh-on-feed.js';
import type { DeliveriesSearch } from './deliveries-search.js';

/** Only deaths and what people do are told by the feed; the rest is looked after. */
const LOOK_MS = 2_000;
/** Who reads so far back is not read over every two seconds. */
const MANY_PAGES = 5;

/** The deliveries that pass the filters, newest first, as they are now. */
export function useDeliveries(search: DeliveriesSearch) {
  const filter = toQuery(search).toString();
  const query = useInfiniteQuery({
    queryKey: ['deliveries', 'list', filter],
    queryFn: ({ pageParam, signal }) => {
      const wanted = new URLSearchParams(filter);
      wanted.set('limit', '50');
      if (pageParam !== undefined) wanted.set('after', pageParam);
      return listDeliveries(wanted, signal);
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: DeliveryPage) => page.next ?? undefined,
    select: ({ pages }): Delivery[] => pages.flatMap((page) => page.items),
    staleTime: 0,
    refetchInterval: ({ state }) =>
      (state.data?.pages.length ?? 0) > MANY_PAGES ? 5 * LOOK_MS : LOOK_MS,
  });
  useRefreshOnFeed({
    queryKey: ['deliveries'],
    after: undefined,
    concerns: (entry) => entry.kind !== 'notification',
    enabled: query.isSuccess,
  });
  return query;
}

/** The filters as the server wants them. */
export function toFilter(search: DeliveriesSearch): Record<string, string> {
  const { id: _id, corr, ...rest } = search;
  const all = { ...rest, correlation_id: corr };
  return Object.fromEntries(
    Object.entries(all).filter((pair): pair is [string, string] => pair[1] !== undefined),
  );
}

function toQuery(search: DeliveriesSearch): URLSearchParams {
  return new URLSearchParams(toFilter(search));
}
