import type { FeedBatch } from './feed-batch.js';
import { FeedConnection } from './feed-connection.js';
import type { FeedCursor } from './feed-cursor.js';
import type { FeedEntry } from './feed-entry.js';
import { fetchFeedRange } from './fetch-feed-range.js';
import { FeedLog } from './feed-log.js';
import type { FeedState } from './feed-state.js';
import type { LeaderElection } from './leader-election.js';
import type { TabChannel, TabMessage } from './tab-channel.js';

/** A leader is asked this often whether it is there, by tabs that somebody looks at. */
const PING_MS = 4_000;
const ANSWER_WITHIN_MS = 1_500;

export interface SharedFeedOptions {
  fetch: typeof fetch;
  election: LeaderElection;
  channel: TabChannel | undefined;
  isVisible: () => boolean;
}

interface Follower {
  onEntries: (entries: FeedEntry[]) => void;
  onReset: () => void;
}

/**
 * The feed of one tab. All tabs of a browser share one connection: the elected tab holds it and
 * tells the others; a browser allows six connections to a plain HTTP server, so that a stream per
 * tab would freeze the seventh.
 */
export class SharedFeed {
  private readonly log = new FeedLog();
  private readonly followers = new Set<Follower>();
  private readonly watchers = new Set<() => void>();
  private readonly stopped = new AbortController();
  private connection: FeedConnection | undefined;
  private current: FeedState = { name: 'connecting' };
  /** Batches are taken one after the other, also when a hole has to be filled first. */
  private work: Promise<void> = Promise.resolve();
  private heardAt = 0;
  private pingTimer: ReturnType<typeof setInterval> | undefined;

  constructor(private readonly options: SharedFeedOptions) {}

  get state(): FeedState {
    return this.current;
  }

  get isLeader(): boolean {
    return this.connection !== undefined;
  }

  start(): void {
    this.options.channel?.onMessage((message) => this.hear(message));
    this.options.election.run((reign) => this.lead(reign));
    this.options.channel?.send({ type: 'ping' });
    this.pingTimer = setInterval(() => this.checkLeader(), PING_MS);
  }

  stop(): void {
    this.stopped.abort();
    clearInterval(this.pingTimer);
    this.connection?.stop();
    this.options.election.resign();
    this.options.channel?.close();
  }

  /** The network is back, the tab is looked at again: whoever leads should try at once. */
  nudge(): void {
    if (this.connection !== undefined) return this.connection.nudge();
    this.options.channel?.send({ type: 'nudge' });
    this.checkLeader();
  }

  watch(listener: () => void): () => void {
    this.watchers.add(listener);
    return () => this.watchers.delete(listener);
  }

  /**
   * Hands over every entry behind a place, in order and once, from now until unfollowed. The place
   * comes with a list that the server answered, so that nothing falls between list and feed.
   */
  follow(after: FeedCursor | undefined, follower: Follower): () => void {
    const own = { ...follower };
    let gone = false;
    this.inTurn(async () => {
      if (gone) return;
      this.followers.add(own);
      if (after !== undefined) await this.admit(after, own);
    });
    return () => {
      gone = true;
      this.followers.delete(own);
    };
  }

  private async admit(after: FeedCursor, follower: Follower): Promise<void> {
    if (this.log.head === undefined) this.log.beginAt(after);
    const known = this.log.since(after);
    if (known !== undefined) return this.tell(follower, known);
    const from = this.log.from ?? after;
    const missed = await fetchFeedRange(this.options.fetch, after, from, this.stopped.signal);
    if (missed === undefined) return follower.onReset();
    this.tell(follower, [...missed, ...(this.log.since(from) ?? [])]);
  }

  private tell(follower: Follower, entries: FeedEntry[]): void {
    if (entries.length > 0 && this.followers.has(follower)) follower.onEntries(entries);
  }

  private lead(reign: AbortSignal): void {
    if (this.stopped.signal.aborted) return;
    const connection = new FeedConnection({
      fetch: this.options.fetch,
      cursor: this.log.head,
      onBatch: (batch) => {
        this.options.channel?.send({ type: 'batch', batch });
        this.queue(batch);
      },
      onReset: (cursor, reason) => {
        this.options.channel?.send({ type: 'reset', cursor, reason });
        this.reset(cursor);
      },
      onState: (state) => {
        this.options.channel?.send({ type: 'state', state, cursor: connection.cursor });
        this.setState(state);
      },
    });
    this.connection = connection;
    reign.addEventListener('abort', () => {
      connection.stop();
      if (this.connection === connection) this.connection = undefined;
    });
    void connection.run();
  }

  private hear(message: TabMessage): void {
    switch (message.type) {
      case 'ping':
        return this.answer();
      case 'nudge':
        return this.connection?.nudge();
      default:
    }
    this.heardAt = Date.now();
    // Two leaders can exist for a moment; each keeps to what its own connection says.
    if (message.type === 'batch') return this.queue(message.batch);
    if (this.connection !== undefined) return;
    if (message.type === 'reset') return this.reset(message.cursor);
    if (message.cursor !== undefined) this.queue(emptyBatch(message.cursor));
    this.setState(message.state);
  }

  private answer(): void {
    if (this.connection === undefined) return;
    const { cursor } = this.connection;
    this.options.channel?.send({ type: 'state', state: this.current, cursor });
  }

  private checkLeader(): void {
    if (this.connection !== undefined || this.options.channel === undefined) return;
    if (!this.options.isVisible()) return;
    const askedAt = Date.now();
    this.options.channel.send({ type: 'ping' });
    setTimeout(() => {
      const silent = this.heardAt < askedAt && this.connection === undefined;
      if (silent && !this.stopped.signal.aborted) this.options.election.usurp();
    }, ANSWER_WITHIN_MS);
  }

  private queue(batch: FeedBatch): void {
    this.inTurn(() => this.take(batch));
  }

  private inTurn(step: () => Promise<void> | void): void {
    this.work = this.work.then(step).catch((error: unknown) => {
      // A follower that throws must neither stop the others nor go unseen.
      queueMicrotask(() => {
        throw error;
      });
    });
  }

  private async take(batch: FeedBatch): Promise<void> {
    const { head } = this.log;
    let accepted = this.log.accept(batch);
    if (accepted.type === 'gap' && head !== undefined) {
      const { fetch: fetchFeed } = this.options;
      const missed = await fetchFeedRange(fetchFeed, head, batch.previous, this.stopped.signal);
      if (missed === undefined) return this.reset(batch.cursor);
      const entries = [...missed, ...batch.entries];
      accepted = this.log.accept({ previous: head, cursor: batch.cursor, entries });
    }
    if (accepted.type !== 'entries') return;
    for (const follower of this.followers) this.tell(follower, accepted.entries);
  }

  private reset(cursor: FeedCursor): void {
    this.inTurn(() => {
      this.log.beginAt(cursor);
      for (const follower of this.followers) follower.onReset();
    });
  }

  private setState(state: FeedState): void {
    this.current = state;
    for (const watcher of this.watchers) watcher();
  }
}

function emptyBatch(cursor: FeedCursor): FeedBatch {
  return { previous: cursor, cursor, entries: [] };
}
