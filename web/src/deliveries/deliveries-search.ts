import { catch as orElse, enum as oneOf, type infer as Infer, object, optional } from 'zod/mini';
import { searchText } from '../app/search-fields.js';

export const deliveryStates = ['pending', 'queued', 'done', 'dead', 'skipped'] as const;

/** The whole state of the deliveries page, as its link holds it. */
export const deliveriesSearch = object({
  state: orElse(optional(oneOf(deliveryStates)), undefined),
  subscriber: searchText,
  event: searchText,
  target: searchText,
  item_type: searchText,
  item_id: searchText,
  corr: searchText,
  /** The delivery whose attempts are open. */
  id: searchText,
});

export type DeliveriesSearch = Infer<typeof deliveriesSearch>;
