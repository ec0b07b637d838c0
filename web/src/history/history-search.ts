import { catch as orElse, enum as oneOf, type infer as Infer, object, optional } from 'zod/mini';
import { searchFlag, searchText } from '../app/search-fields.js';

/** The whole state of the record history page, as its link holds it. */
export const historySearch = object({
  /** With the versions of the record's children. */
  associated: searchFlag,
  view: orElse(optional(oneOf(['timeline', 'as-of'])), undefined),
  /** The version whose changes are open. */
  version: searchText,
  /** The as-of view: a version's id or a time. */
  at: searchText,
  time: searchText,
  /** Two versions side by side. */
  left: searchText,
  right: searchText,
});

export type HistorySearch = Infer<typeof historySearch>;
