import type { FeedBatch } from './feed-batch.js';
import { type FeedCursor, isAfter, isSameEpoch } from './feed-cursor.js';
import type { FeedEntry } from './feed-entry.js';

/**
 * How far the feed was read. Takes entries in order and once, whatever a resumed stream, a long
 * poll and another tab deliver twice, and hands them on in batches.
 */
export class FeedProgress {
  private previous: FeedCursor | undefined;
  private waiting: FeedEntry[] = [];

  constructor(public cursor: FeedCursor | undefined) {
    this.previous = cursor;
  }

  /** The first place known, or the first of a new epoch. */
  beginAt(cursor: FeedCursor): void {
    if (this.cursor !== undefined && isSameEpoch(this.cursor, cursor)) return;
    this.jumpTo(cursor);
  }

  /** The server says that what lies between cannot be told any more. */
  jumpTo(cursor: FeedCursor): void {
    this.cursor = cursor;
    this.previous = cursor;
    this.waiting = [];
  }

  take(entry: FeedEntry, cursor: FeedCursor): void {
    if (this.advance(cursor)) this.waiting.push(entry);
  }

  /** Moves on without an entry; false when that place was passed already. */
  advance(cursor: FeedCursor): boolean {
    if (this.cursor !== undefined && !isAfter(cursor, this.cursor)) return false;
    this.cursor = cursor;
    this.previous ??= cursor;
    return true;
  }

  /** What came in since the last call; undefined when the place did not move. */
  drain(): FeedBatch | undefined {
    const { cursor, previous } = this;
    if (cursor === undefined || previous === undefined) return undefined;
    if (cursor === previous && this.waiting.length === 0) return undefined;
    const batch = { previous, cursor, entries: this.waiting };
    this.previous = cursor;
    this.waiting = [];
    return batch;
  }
}
