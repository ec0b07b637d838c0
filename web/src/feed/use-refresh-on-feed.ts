import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useFeed } from './feed-context.js';
import type { FeedCursor } from './feed-cursor.js';
import type { FeedEntry } from './feed-entry.js';

/** Entries that come together are one reason to read. */
const GATHER_MS = 120;
/** Between two readings, at least; slow ones rest as long as they took. */
const REST_MS = 400;

interface RefreshOptions {
  /** What to read again, with all queries whose keys begin so. */
  queryKey: readonly unknown[];
  /** Where the feed stood when the list was read; undefined until it is known. */
  after: FeedCursor | undefined;
  concerns: (entry: FeedEntry) => boolean;
  enabled?: boolean;
}

/** Reads a query again when the feed tells of something that concerns it. */
export function useRefreshOnFeed({ queryKey, after, concerns, enabled = true }: RefreshOptions) {
  const queryClient = useQueryClient();
  const feed = useFeed();
  const latest = useRef({ after, concerns });
  useEffect(() => {
    latest.current = { after, concerns };
  });
  // The key comes anew with each render; its text tells whether it changed.
  const key = JSON.stringify(queryKey);

  useEffect(() => {
    if (feed === undefined || !enabled) return undefined;
    const refresher = new Refresher(() =>
      queryClient.invalidateQueries({ queryKey: JSON.parse(key) as unknown[] }),
    );
    const unfollow = feed.follow(latest.current.after, {
      onEntries: (entries) => {
        if (entries.some((entry) => latest.current.concerns(entry))) refresher.ask();
      },
      onReset: () => refresher.ask(),
    });
    return () => {
      unfollow();
      refresher.stop();
    };
  }, [feed, queryClient, key, enabled]);
}

/** One reading at a time, and one more when something came meanwhile. */
class Refresher {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private reading = false;
  private again = false;
  private stopped = false;

  constructor(private readonly read: () => Promise<void>) {}

  ask(): void {
    if (this.reading) this.again = true;
    else this.schedule(GATHER_MS);
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  private schedule(ms: number): void {
    if (!this.stopped) this.timer ??= setTimeout(() => void this.run(), ms);
  }

  private async run(): Promise<void> {
    this.timer = undefined;
    this.reading = true;
    const startedAt = performance.now();
    // A reading that failed shows its error in its page.
    await this.read().catch(() => undefined);
    this.reading = false;
    if (!this.again) return;
    this.again = false;
    this.schedule(Math.max(REST_MS, performance.now() - startedAt));
  }
}
