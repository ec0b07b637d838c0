import type { IncomingMessage } from 'node:http';
import type { FeedItem } from './feed-item.interface.js';

/** Who reads a feed. @publicApi */
export interface FeedViewer {
  /** Whom connections are counted for. */
  readonly principal: string;
  /** Viewers of one class are shown the same entries, so each entry is decided once per class. */
  readonly visibility: string;
  /** What the right to read rests on (a session, a token), when a principal may have several. */
  readonly grant?: string;
  /** When the right to read ends, if that is known. */
  readonly expiresAt?: Date;
}

/** Decides what of the feed a request may see, live and replayed alike. @publicApi */
export interface FeedAccessPolicy<V extends FeedViewer = FeedViewer> {
  /** Names the viewer behind a request that the application's guards let through. */
  viewer(request: IncomingMessage): V | Promise<V>;
  /** Whether viewers of this class may see the entry. Must not depend on more than the class. */
  canRead(viewer: V, item: FeedItem): boolean | Promise<boolean>;
  /**
   * The one principal that an entry is for; `canRead` decides first, then nobody else is shown it.
   * Must answer the same for the same entry. @defaultValue none: entries are for a whole class
   */
  recipient?(item: FeedItem): string | undefined;
  /** Whether a viewer may go on reading; asked every 15 s per grant. @defaultValue yes */
  stillValid?(viewer: V): boolean | Promise<boolean>;
}
