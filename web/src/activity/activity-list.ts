import type { FeedEntry } from '../feed/feed-entry.js';
import type { SharedFeed } from '../feed/shared-feed.js';
import { type ActivityRow, rowOfEntry } from './activity-row.js';

const CAP = 5_000;
const FRAME_MS = 250;
const RETRY_MS = 2_000;

export interface ActivityPage {
  rows: ActivityRow[];
  next: string | null;
  feedPosition: string;
}

export interface ActivitySnapshot {
  rows: ActivityRow[];
  /** Newer than `rows`, waiting to be shown. */
  pending: ActivityRow[];
  loading: boolean;
  loadingOlder: boolean;
  hasOlder: boolean;
  error: Error | undefined;
}

interface ActivityListOptions {
  feed: Pick<SharedFeed, 'follow'>;
  load: (after: string | undefined, signal: AbortSignal) => Promise<ActivityPage>;
  matches: (row: ActivityRow) => boolean;
  /** Whether trying again later can help. */
  isPassing: (error: Error) => boolean;
}

/**
 * The rows of the activity list: a first page from the server, what follows from the feed, each
 * once. New rows wait in `pending` while the list is held, so that nothing moves under a reader.
 */
export class ActivityList {
  private snapshot: ActivitySnapshot = {
    rows: [],
    pending: [],
    loading: true,
    loadingOlder: false,
    hasOlder: false,
    error: undefined,
  };
  private readonly listeners = new Set<() => void>();
  private readonly stopped = new AbortController();
  private seen = new Set<string>();
  private arrived: ActivityRow[] = [];
  private next: string | null = null;
  private held = false;
  private unfollow: () => void = () => undefined;
  private frame: ReturnType<typeof setTimeout> | undefined;
  private retry: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly options: ActivityListOptions) {}

  readonly read = (): ActivitySnapshot => this.snapshot;

  readonly watch = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Reads the list anew and follows the feed from the place where that reading ended. */
  async reload(): Promise<void> {
    clearTimeout(this.retry);
    this.unfollow();
    this.update({ loading: true });
    try {
      const page = await this.options.load(undefined, this.stopped.signal);
      if (this.stopped.signal.aborted) return;
      this.begin(page);
    } catch (error) {
      this.fail(error as Error);
    }
  }

  async loadOlder(): Promise<void> {
    const { loadingOlder, rows } = this.snapshot;
    if (loadingOlder || this.next === null || rows.length >= CAP) return;
    this.update({ loadingOlder: true });
    try {
      const page = await this.options.load(this.next, this.stopped.signal);
      const fresh = page.rows.filter((row) => this.isNew(row));
      this.next = page.next;
      this.update({ rows: [...this.snapshot.rows, ...fresh], hasOlder: page.next !== null });
    } catch (error) {
      this.update({ error: error as Error });
    } finally {
      this.update({ loadingOlder: false });
    }
  }

  /** Keeps new rows back (the reader scrolled away, or paused) or lets them in. */
  hold(held: boolean): void {
    if (this.held === held) return;
    this.held = held;
    if (!held) this.showPending();
  }

  showPending(): void {
    const { pending, rows } = this.snapshot;
    if (pending.length > 0) this.update({ rows: capped([...pending, ...rows]), pending: [] });
  }

  stop(): void {
    this.stopped.abort();
    this.unfollow();
    clearTimeout(this.frame);
    clearTimeout(this.retry);
  }

  private begin(page: ActivityPage): void {
    this.seen = new Set(page.rows.map((row) => row.key));
    this.next = page.next;
    this.arrived = [];
    this.update({
      rows: page.rows,
      pending: [],
      loading: false,
      hasOlder: page.next !== null,
      error: undefined,
    });
    this.unfollow = this.options.feed.follow(page.feedPosition, {
      onEntries: (entries) => this.receive(entries),
      onReset: () => void this.reload(),
    });
  }

  private fail(error: Error): void {
    if (this.stopped.signal.aborted) return;
    this.update({ loading: false, error });
    if (this.options.isPassing(error)) this.retry = setTimeout(() => void this.reload(), RETRY_MS);
  }

  private receive(entries: FeedEntry[]): void {
    for (const entry of entries) {
      // Events, deliveries and one's own notifications have pages of their own.
      if (entry.kind !== 'version') continue;
      const row = rowOfEntry(entry);
      if (this.options.matches(row) && this.isNew(row)) this.arrived.push(row);
    }
    if (this.arrived.length > 0) this.frame ??= setTimeout(() => this.paint(), FRAME_MS);
  }

  /** At most four times a second, however fast entries come. */
  private paint(): void {
    this.frame = undefined;
    const fresh = this.arrived.toReversed();
    this.arrived = [];
    if (this.held) this.update({ pending: capped([...fresh, ...this.snapshot.pending]) });
    else this.update({ rows: capped([...fresh, ...this.snapshot.rows]) });
  }

  private isNew(row: ActivityRow): boolean {
    if (this.seen.has(row.key)) return false;
    this.seen.add(row.key);
    return true;
  }

  private update(change: Partial<ActivitySnapshot>): void {
    this.snapshot = { ...this.snapshot, ...change };
    for (const listener of this.listeners) listener();
  }
}

function capped(rows: ActivityRow[]): ActivityRow[] {
  return rows.length > CAP ? rows.slice(0, CAP) : rows;
}
