import { catch as orElse, enum as oneOf, object, optional } from 'zod/mini';
import { searchText } from '../app/search-fields.js';

/** The whole state of the list of workflows. */
export const workflowsSearch = object({
  enabled: orElse(optional(oneOf(['true', 'false'])), undefined),
});

/** The whole state of the page of one workflow. */
export const workflowSearch = object({
  tab: orElse(optional(oneOf(['edit', 'test', 'runs', 'versions'])), undefined),
  status: orElse(optional(oneOf(['matched', 'succeeded', 'skipped', 'failed'])), undefined),
  /** The run, or the version, that is open. */
  run: searchText,
  version: searchText,
  /** The past event that is tested on. */
  event: searchText,
});
