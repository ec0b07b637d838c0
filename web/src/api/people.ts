import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { Person } from './issues.js';
import { request } from './request.js';

const SHOWN = '8';

/** People whose handle or name has these letters in it; with none, the first by handle. */
export function peopleQuery(letters: string) {
  const query = new URLSearchParams({ limit: SHOWN, ...(letters !== '' && { query: letters }) });
  return queryOptions({
    queryKey: ['people', letters],
    queryFn: async ({ signal }) =>
      (await request<{ items: Person[] }>(`/people?${query}`, { signal })).items,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
}
