import * as z from 'zod/mini';
import { searchFlag, searchText } from '../app/search-fields.js';

/** The whole state of the live activity page, as its link holds it. */
export const activitySearch = z.object({
  type: searchText,
  item: searchText,
  event: searchText,
  actor: searchText,
  source: searchText,
  corr: searchText,
  paused: searchFlag,
});

export type ActivitySearch = z.infer<typeof activitySearch>;
