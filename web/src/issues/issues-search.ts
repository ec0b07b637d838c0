import { catch as orElse, enum as oneOf, object, optional } from 'zod/mini';
import { searchText } from '../app/search-fields.js';

/** The whole state of the issue list, as its link holds it. */
export const issuesSearch = object({
  /** Open ones when absent. */
  state: orElse(optional(oneOf(['closed', 'all'])), undefined),
  project: searchText,
  label: searchText,
  assignee: searchText,
  author: searchText,
  q: searchText,
});

/** The whole state of the page of one issue. */
export const issueSearch = object({
  /** The event that the link points to. */
  event: searchText,
});
