import { searchChoice, searchFields, searchText } from '../app/search-fields.js';

/** The whole state of the list of workflows. */
export const workflowsSearch = searchFields({
  enabled: searchChoice(['true', 'false']),
});

/** The whole state of the page of one workflow. */
export const workflowSearch = searchFields({
  tab: searchChoice(['edit', 'test', 'runs', 'versions']),
  status: searchChoice(['matched', 'succeeded', 'skipped', 'failed']),
  /** The run, or the version, that is open. */
  run: searchText,
  version: searchText,
  /** The past event that is tested on. */
  event: searchText,
});
