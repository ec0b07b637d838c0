import type { FeedBatch } from './feed-batch.js';
import { cursorAt, type FeedCursor, isAfter, isSameEpoch } from './feed-cursor.js';
import type { FeedEntry } from './feed-entry.js';

const KEPT = 5_000;

/** What happened to a batch that was offered. */
export type Accepted = { type: 'entries'; entries: FeedEntry[] } | { type: 'gap' };

/** The stretch of the feed that this tab knows without a hole: everything in `(from, head]`. */
export class FeedLog {
  private entries: FeedEntry[] = [];
  from: FeedCursor | undefined;
  head: FeedCursor | undefined;

  /** Starts over at a place, forgetting what was before. */
  beginAt(cursor: FeedCursor): void {
    this.entries = [];
    this.from = cursor;
    this.head = cursor;
  }

  accept(batch: FeedBatch): Accepted {
    if (this.head === undefined || !isSameEpoch(this.head, batch.cursor)) {
      this.beginAt(batch.previous);
    }
    const head = this.head ?? batch.previous;
    if (isAfter(batch.previous, head)) return { type: 'gap' };
    if (!isAfter(batch.cursor, head)) return { type: 'entries', entries: [] };
    const fresh = batch.entries.filter((entry) => isAfter(cursorAt(entry.position, head), head));
    this.head = batch.cursor;
    this.keep(fresh);
    return { type: 'entries', entries: fresh };
  }

  /** What is known behind a place; undefined when the stretch begins later than that. */
  since(cursor: FeedCursor): FeedEntry[] | undefined {
    if (this.from === undefined || !isSameEpoch(this.from, cursor)) return undefined;
    if (isAfter(this.from, cursor)) return undefined;
    return this.entries.filter((entry) => isAfter(cursorAt(entry.position, cursor), cursor));
  }

  private keep(fresh: FeedEntry[]): void {
    this.entries.push(...fresh);
    const surplus = this.entries.length - KEPT;
    if (surplus <= 0 || this.head === undefined) return;
    const last = this.entries[surplus - 1];
    this.entries.splice(0, surplus);
    if (last !== undefined) this.from = cursorAt(last.position, this.head);
  }
}
