import { searchFields, searchText } from '../app/search-fields.js';

/** The whole state of the trace page, as its link holds it. */
export const traceSearch = searchFields({
  /** The node whose details are open: `version:12`. */
  node: searchText,
  /** What is searched for. */
  q: searchText,
});
