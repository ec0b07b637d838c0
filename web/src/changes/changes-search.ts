import { searchChoice, searchFields, type SearchOf, searchText } from '../app/search-fields.js';

export const changeSources = ['application', 'sync', 'replay', 'any'] as const;

/** The whole state of the page of database changes, as its link holds it. */
export const changesSearch = searchFields({
  /** Those of other programs when absent. */
  source: searchChoice(changeSources),
  type: searchText,
  item: searchText,
  event: searchText,
  actor: searchText,
  corr: searchText,
  /** The change that is open. */
  id: searchText,
});

export type ChangesSearch = SearchOf<typeof changesSearch>;
