import type { AppendedEntry } from './appended-entry.interface.js';

/**
 * Takes hints from process to process. Everything it carries is also in PostgreSQL, so an
 * implementation may lose, repeat or delay messages without anything going wrong but latency.
 * @publicApi
 */
export interface PubSub {
  /** Tells every process that these entries are in the feed; rejects within a time limit. */
  announce(entries: readonly AppendedEntry[]): Promise<void>;
  /** Asks the leading relay, wherever it runs, to look into the outbox; never rejects. */
  ring(): Promise<void>;
  /**
   * Calls `listener` with the highest announced position, or with nothing when messages may have
   * been missed (after each reconnect). The first listener opens the process's one subscription.
   * Returns the way to stop listening.
   */
  onAnnouncement(listener: (position?: number) => void): () => void;
  /** Calls `listener` whenever any process rings. Returns the way to stop listening. */
  onRing(listener: () => void): () => void;
  /** Whether hints can be expected to arrive right now. */
  readonly healthy: boolean;
  /** Ends every connection. */
  close(): Promise<void>;
}
