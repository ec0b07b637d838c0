import * as z from 'zod/mini';
import { searchFlag, searchList } from '../app/search-fields.js';

/** The whole state of the live activity page, as its link holds it. */
export const activitySearch = z.object({
  type: searchList,
  item: searchList,
  event: searchList,
  actor: searchList,
  source: searchList,
  corr: searchList,
  paused: searchFlag,
});

export type ActivitySearch = z.infer<typeof activitySearch>;
