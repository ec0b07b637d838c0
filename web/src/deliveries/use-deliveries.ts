import { type Delivery, listDeliveries } from '../api/deliveries.js';
import { useRefreshOnFeed } from '../feed/use-refresh-on-feed.js';
import { usePages } from '../ui/use-pages.js';
import type { DeliveriesSearch } from './deliveries-search.js';

/** Only deaths and what people do are told by the feed; the rest is looked after. */
const LOOK_MS = 2_000;
/** Who reads so far back is not read over every two seconds. */
const MANY_PAGES = 5;

/** The deliveries that pass the filters, newest first, as they are now. */
export function useDeliveries(search: DeliveriesSearch) {
  const filter = new URLSearchParams(toFilter(search));
  const query = usePages<Delivery>({
    queryKey: ['deliveries', 'list', filter.toString()],
    filter,
    list: listDeliveries,
    rereadAfter: (pages) => (pages.length > MANY_PAGES ? 5 * LOOK_MS : LOOK_MS),
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
