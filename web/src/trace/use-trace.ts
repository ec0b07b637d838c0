import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { readTrace, type Trace } from '../api/trace.js';
import { useRefreshOnFeed } from '../feed/use-refresh-on-feed.js';
import { isOpen } from './trace-times.js';

/** Deliveries change their state without a word in the feed. */
const OPEN_MS = 1_000;

/** The steps of a correlation; more join by the feed, and while some are open they are looked after. */
export function useTrace(id: string): UseQueryResult<Trace> {
  const queryKey = ['trace', id];
  const query = useQuery({
    queryKey,
    queryFn: ({ signal }) => readTrace(id, signal),
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data?.nodes.some(isOpen) ? OPEN_MS : false),
  });
  useRefreshOnFeed({
    queryKey,
    after: query.data?.feedPosition,
    concerns: (entry) => entry.correlation_id === id,
    enabled: !query.isPending,
  });
  return query;
}
