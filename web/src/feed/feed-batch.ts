import type { FeedCursor } from './feed-cursor.js';
import type { FeedEntry } from './feed-entry.js';

/**
 * Entries in order, with the place they follow on: whoever does not stand at `previous` knows that
 * something is missing.
 */
export interface FeedBatch {
  previous: FeedCursor;
  cursor: FeedCursor;
  entries: FeedEntry[];
}
