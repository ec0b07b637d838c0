import { cursorAt, type FeedCursor, isFeedCursor } from './feed-cursor.js';
import type { FeedEntry } from './feed-entry.js';
import type { FeedProgress } from './feed-progress.js';

/** The most that the server gives at once. */
const PAGE = 200;
/** Longer than the server holds a poll open. */
const POLL_WITHIN_MS = 40_000;

interface PollAnswer {
  items: FeedEntry[];
  /** The place to go on from. */
  next: FeedCursor;
  reset: { position: string; reason: string } | null;
}

export type PollOutcome =
  | { type: 'moved'; more: boolean }
  | { type: 'reset'; cursor: FeedCursor; reason: string }
  | { type: 'signed-out' }
  | { type: 'failed' };

/** Asks once for what follows the place read so far, waiting up to `waitSeconds` for news. */
export async function pollFeed(
  fetchFeed: typeof fetch,
  progress: FeedProgress,
  waitSeconds: number,
  signal: AbortSignal,
): Promise<PollOutcome> {
  const query = new URLSearchParams({ limit: String(PAGE), wait: String(waitSeconds) });
  if (progress.cursor !== undefined) query.set('after', progress.cursor);
  try {
    const response = await fetchFeed(`/feed/events?${query}`, {
      headers: { Accept: 'application/json' },
      cache: 'no-store',
      signal: AbortSignal.any([signal, AbortSignal.timeout(POLL_WITHIN_MS)]),
    });
    if (response.status === 401) return { type: 'signed-out' };
    if (!response.ok) return { type: 'failed' };
    return take((await response.json()) as PollAnswer, progress);
  } catch {
    return { type: 'failed' };
  }
}

function take(answer: PollAnswer, progress: FeedProgress): PollOutcome {
  const end = answer.next;
  if (!isFeedCursor(end)) return { type: 'failed' };
  if (answer.reset) {
    progress.jumpTo(end);
    return { type: 'reset', cursor: end, reason: answer.reset.reason };
  }
  if (progress.cursor === undefined) progress.beginAt(end);
  for (const entry of answer.items) progress.take(entry, cursorAt(entry.position, end));
  progress.advance(end);
  return { type: 'moved', more: answer.items.length > 0 };
}
