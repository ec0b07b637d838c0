import { searchChoice, searchFields, type SearchOf, searchText } from '../app/search-fields.js';

export const deliveryStates = ['pending', 'queued', 'done', 'dead', 'parked', 'skipped'] as const;

/** The whole state of the deliveries page, as its link holds it. */
export const deliveriesSearch = searchFields({
  state: searchChoice(deliveryStates),
  subscriber: searchText,
  event: searchText,
  target: searchText,
  item_type: searchText,
  item_id: searchText,
  corr: searchText,
  /** The delivery whose attempts are open. */
  id: searchText,
});

export type DeliveriesSearch = SearchOf<typeof deliveriesSearch>;
