import { type Conflict, listConflicts, listMessages, type Message } from '../api/sync.js';
import { type PageOf, usePages } from '../ui/use-pages.js';
import type { SyncSearch } from './sync-search.js';

/** The feed tells nothing of messages, so they are looked after. */
export const LOOK_MS = 2_000;
/** Who reads so far back is not read over every two seconds. */
const MANY_PAGES = 5;

/** The messages of one direction that pass the filters, newest first, as they are now. */
export function useMessages(search: SyncSearch) {
  const filter = given({
    direction: search.view === 'out' ? 'outbound' : 'inbound',
    peer: search.peer,
    state: search.state,
    item_type: search.type,
    item_id: search.item,
    correlation_id: search.corr,
  });
  return usePages<Message>({
    queryKey: ['sync', 'messages', filter.toString()],
    filter,
    list: listMessages,
    rereadAfter,
  });
}

/** The conflicts that pass the filters, newest first, as they are now. */
export function useConflicts(search: SyncSearch) {
  const filter = given({ peer: search.peer, item_type: search.type, item_id: search.item });
  return usePages<Conflict>({
    queryKey: ['sync', 'conflicts', filter.toString()],
    filter,
    list: listConflicts,
    rereadAfter,
  });
}

function given(all: Record<string, string | undefined>): URLSearchParams {
  const pairs = Object.entries(all).filter(
    (pair): pair is [string, string] => pair[1] !== undefined,
  );
  return new URLSearchParams(pairs);
}

function rereadAfter(pages: PageOf<unknown>[]): number {
  return pages.length > MANY_PAGES ? 5 * LOOK_MS : LOOK_MS;
}
