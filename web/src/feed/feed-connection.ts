import { Backoff } from './backoff.js';
import type { FeedBatch } from './feed-batch.js';
import type { FeedCursor } from './feed-cursor.js';
import { FeedProgress } from './feed-progress.js';
import type { FeedState } from './feed-state.js';
import { pollFeed, type PollOutcome } from './poll-feed.js';
import { streamFeed } from './stream-feed.js';

/** So many streams in a row that never became ready, and long polls are tried instead. */
const STREAMS_BEFORE_POLLING = 2;
/** While polling, the stream is tried again this often. */
const STREAM_RETRY_MS = 60_000;
const POLL_WAIT_SECONDS = 25;
/** A stream quieter than this when the machine wakes up is opened anew. */
const SUSPICIOUS_MS = 20_000;

export interface FeedConnectionOptions {
  fetch: typeof fetch;
  cursor: FeedCursor | undefined;
  random?: () => number;
  onBatch: (batch: FeedBatch) => void;
  onReset: (cursor: FeedCursor, reason: string) => void;
  onState: (state: FeedState) => void;
}

/** Keeps one connection to the feed alive for as long as it runs, by stream or by long poll. */
export class FeedConnection {
  private readonly stopped = new AbortController();
  private readonly backoff: Backoff;
  private readonly progress: FeedProgress;
  private streamsWithoutReady = 0;
  private attempt = new AbortController();
  private lastActivity = 0;
  private wake: (() => void) | undefined;

  constructor(private readonly options: FeedConnectionOptions) {
    this.backoff = new Backoff(options.random);
    this.progress = new FeedProgress(options.cursor);
  }

  get cursor(): FeedCursor | undefined {
    return this.progress.cursor;
  }

  /** Runs until stopped or signed out. */
  async run(): Promise<void> {
    const { signal } = this.stopped;
    this.options.onState({ name: 'connecting' });
    while (!signal.aborted) {
      const retryMs = await this.streamOnce();
      if (signal.aborted) return;
      const blocked = this.streamsWithoutReady >= STREAMS_BEFORE_POLLING;
      if (blocked && (await this.pollForAWhile())) continue;
      if (!signal.aborted) await this.pause(retryMs);
    }
  }

  stop(): void {
    this.stopped.abort();
    this.wake?.();
  }

  /** The machine woke up, the network came back, a person looks again: do not wait any longer. */
  nudge(): void {
    this.backoff.reset();
    this.wake?.();
    // A sleeping machine's socket looks open for ever; a young one is left alone.
    if (Date.now() - this.lastActivity > SUSPICIOUS_MS) this.attempt.abort();
  }

  private async streamOnce(): Promise<number | undefined> {
    this.attempt = new AbortController();
    this.lastActivity = Date.now();
    const outcome = await streamFeed(
      this.options.fetch,
      this.progress,
      {
        onActivity: () => (this.lastActivity = Date.now()),
        onReady: () => this.onReady(),
        onProgress: () => this.flush(),
        onReset: (cursor, reason) => this.options.onReset(cursor, reason),
        onState: (state) => this.options.onState(state),
      },
      AbortSignal.any([this.stopped.signal, this.attempt.signal]),
    );
    if (outcome.signedOut) this.signOut();
    this.streamsWithoutReady = outcome.ready ? 0 : this.streamsWithoutReady + 1;
    return outcome.retryMs;
  }

  private onReady(): void {
    this.backoff.connected(Date.now());
    const { cursor } = this.progress;
    // Tells those who stand elsewhere where this stream begins, before its first entry.
    if (cursor !== undefined) this.options.onBatch({ previous: cursor, cursor, entries: [] });
  }

  /** True when polling worked to its end and the stream deserves another try. */
  private async pollForAWhile(): Promise<boolean> {
    const until = Date.now() + STREAM_RETRY_MS;
    // The first answer has to come at once: it tells a blocked stream from a server that is away.
    let wait = 0;
    while (!this.stopped.signal.aborted && Date.now() < until) {
      const outcome = await pollFeed(this.options.fetch, this.progress, wait, this.stopped.signal);
      if (!this.handle(outcome)) return false;
      this.options.onState({ name: 'polling' });
      this.flush();
      wait = outcome.type === 'moved' && !outcome.more ? POLL_WAIT_SECONDS : 0;
    }
    return true;
  }

  private handle(outcome: PollOutcome): boolean {
    if (outcome.type === 'signed-out') this.signOut();
    if (outcome.type === 'reset') this.options.onReset(outcome.cursor, outcome.reason);
    return outcome.type === 'moved' || outcome.type === 'reset';
  }

  private flush(): void {
    const batch = this.progress.drain();
    if (batch !== undefined) this.options.onBatch(batch);
  }

  private signOut(): void {
    this.stop();
    this.options.onState({ name: 'signed-out' });
  }

  private async pause(serverWish: number | undefined): Promise<void> {
    const delay = Math.max(serverWish ?? 0, this.backoff.next(Date.now()));
    this.options.onState({ name: 'reconnecting', retryAt: Date.now() + delay });
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, delay);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.wake = undefined;
  }
}
