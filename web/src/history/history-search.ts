import {
  searchChoice,
  searchFields,
  searchFlag,
  type SearchOf,
  searchText,
} from '../app/search-fields.js';

/** The whole state of the record history page, as its link holds it. */
export const historySearch = searchFields({
  /** With the versions of the record's children. */
  associated: searchFlag,
  view: searchChoice(['timeline', 'as-of']),
  /** The version whose changes are open. */
  version: searchText,
  /** The as-of view: a version's id or a time. */
  at: searchText,
  time: searchText,
  /** Two versions side by side. */
  left: searchText,
  right: searchText,
});

export type HistorySearch = SearchOf<typeof historySearch>;
