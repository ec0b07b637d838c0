import { cursorAt, type FeedCursor, isAfter } from './feed-cursor.js';
import type { FeedEntry } from './feed-entry.js';
import { FeedProgress } from './feed-progress.js';
import { pollFeed } from './poll-feed.js';

const TRIES = 5;

/**
 * Reads the stretch `(after, until]` that this tab missed. Undefined when the server cannot tell
 * it any more, or does not answer: the caller then starts from a fresh list.
 */
export async function fetchFeedRange(
  fetchFeed: typeof fetch,
  after: FeedCursor,
  until: FeedCursor,
  signal: AbortSignal,
): Promise<FeedEntry[] | undefined> {
  const progress = new FeedProgress(after);
  const entries: FeedEntry[] = [];
  for (let tries = 0; tries < TRIES && !signal.aborted;) {
    const outcome = await pollFeed(fetchFeed, progress, 0, signal);
    entries.push(...(progress.drain()?.entries ?? []));
    if (outcome.type === 'reset' || outcome.type === 'signed-out') return undefined;
    if (progress.cursor !== undefined && !isAfter(until, progress.cursor)) {
      // The server answered up to now; what lies beyond comes by the stream.
      return entries.filter((entry) => !isAfter(cursorAt(entry.position, until), until));
    }
    if (outcome.type === 'failed') await pause(200 * 2 ** tries);
    if (outcome.type === 'failed' || !outcome.more) tries += 1;
  }
  return undefined;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
