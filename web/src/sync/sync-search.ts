import { searchChoice, searchFields, type SearchOf, searchText } from '../app/search-fields.js';

export const messageStates = {
  in: ['pending', 'processed', 'parked', 'unclaimed', 'skipped'],
  out: ['pending', 'delivered'],
} as const;

/** How a message stands, in words that a person would use. */
export const stateNames: Record<string, string> = {
  pending: 'waiting',
  processed: 'applied',
  parked: 'parked',
  unclaimed: 'unclaimed',
  skipped: 'given up',
  delivered: 'confirmed',
};

/** The whole state of the page of sync, as its link holds it. */
export const syncSearch = searchFields({
  /** What came, when absent. */
  view: searchChoice(['out', 'conflicts']),
  state: searchChoice([...messageStates.in, 'delivered']),
  peer: searchText,
  type: searchText,
  item: searchText,
  corr: searchText,
  /** The message that is open. */
  id: searchText,
  /** The record that is held beside the peer's, as `Post:5`. */
  record: searchText,
});

export type SyncSearch = SearchOf<typeof syncSearch>;
