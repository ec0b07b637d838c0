import { searchChoice, searchFields, searchText } from '../app/search-fields.js';

/** The whole state of the issue list, as its link holds it. */
export const issuesSearch = searchFields({
  /** Open ones when absent. */
  state: searchChoice(['closed', 'all']),
  project: searchText,
  label: searchText,
  assignee: searchText,
  author: searchText,
  q: searchText,
});

/** The whole state of the page of one issue. */
export const issueSearch = searchFields({
  /** The event that the link points to. */
  event: searchText,
});
