import type { FeedWindow } from '../platform/outbox/index.js';

/** The queue of what the application does for itself. */
export const MAINTENANCE_QUEUE = 'backstory.maintenance';

/** The job that deletes feed entries which nobody can resume from any more. */
export const TRIM_FEED = 'trim-feed';

/** What a client that was away may resume from. */
export const FEED_WINDOW: FeedWindow = { windowEntries: 50_000, windowAge: 24 * 3_600_000 };
