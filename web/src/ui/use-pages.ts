import { useInfiniteQuery } from '@tanstack/react-query';

/** A part of a list, newest first, as the server answers it. */
export interface PageOf<Item> {
  items: Item[];
  next: string | null;
}

interface PagesOptions<Item> {
  queryKey: readonly unknown[];
  /** What narrows the list. */
  filter: URLSearchParams;
  list: (query: URLSearchParams, signal: AbortSignal) => Promise<PageOf<Item>>;
  /** Milliseconds before the list is read again unasked, by what was read last. */
  rereadAfter?: (pages: PageOf<Item>[]) => number | false;
}

/** Reads a list page by page; what is shown is never older than the last reading. */
export function usePages<Item>({ queryKey, filter, list, rereadAfter }: PagesOptions<Item>) {
  return useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam, signal }) => {
      const wanted = new URLSearchParams(filter);
      wanted.set('limit', '50');
      if (pageParam !== undefined) wanted.set('after', pageParam);
      return list(wanted, signal);
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    select: ({ pages }) => pages.flatMap((page) => page.items),
    staleTime: 0,
    refetchInterval: ({ state }) => rereadAfter?.(state.data?.pages ?? []) ?? false,
  });
}
