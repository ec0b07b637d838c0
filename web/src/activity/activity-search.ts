import { searchFields, searchFlag, type SearchOf, searchText } from '../app/search-fields.js';

/** The whole state of the live activity page, as its link holds it. */
export const activitySearch = searchFields({
  type: searchText,
  item: searchText,
  event: searchText,
  actor: searchText,
  source: searchText,
  corr: searchText,
  paused: searchFlag,
});

export type ActivitySearch = SearchOf<typeof activitySearch>;
