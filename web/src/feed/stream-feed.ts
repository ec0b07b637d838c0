import type { EventSourceMessage } from 'eventsource-parser';
import { type FeedCursor, remaining } from './feed-cursor.js';
import type { FeedProgress } from './feed-progress.js';
import { readFeedSignal } from './feed-signal.js';
import type { FeedState } from './feed-state.js';
import { readEventStream } from './read-event-stream.js';
import { Watchdog } from './watchdog.js';

/** A stream that did not say `ready` by then is blocked or buffered by something on the way. */
const READY_WITHIN_MS = 6_000;
/** The server writes a comment every 15 s; two and a half of them missing is a dead link. */
const SILENCE_MS = 40_000;

export interface StreamHandlers {
  onActivity: () => void;
  onReady: () => void;
  onProgress: () => void;
  onReset: (cursor: FeedCursor, reason: string) => void;
  onState: (state: FeedState) => void;
}

/** How a stream came to its end. */
export interface StreamOutcome {
  ready: boolean;
  signedOut: boolean;
  /** When the server wants to be asked again. */
  retryMs: number | undefined;
}

/** Opens the stream once and reads it until it ends, fails, falls silent or is aborted. */
export async function streamFeed(
  fetchFeed: typeof fetch,
  progress: FeedProgress,
  handlers: StreamHandlers,
  signal: AbortSignal,
): Promise<StreamOutcome> {
  const outcome: StreamOutcome = { ready: false, signedOut: false, retryMs: undefined };
  const attempt = new AbortController();
  const stop = (): void => attempt.abort();
  const watchdog = new Watchdog(stop);
  signal.addEventListener('abort', stop);
  watchdog.feed(READY_WITHIN_MS);
  try {
    const response = await open(fetchFeed, progress.cursor, attempt.signal);
    if (response.status === 401) return { ...outcome, signedOut: true };
    if (!response.ok) return { ...outcome, retryMs: retryAfter(response) };
    if (response.body === null || !isEventStream(response)) return outcome;
    const reader = new SignalReader(progress, handlers, outcome, () => watchdog.feed(SILENCE_MS));
    await readEventStream(response.body, {
      onActivity: () => {
        // Comments before `ready` do not count: a proxy may send its own.
        if (outcome.ready) watchdog.feed(SILENCE_MS);
        handlers.onActivity();
      },
      onMessage: (message) => reader.read(message),
      onChunkEnd: handlers.onProgress,
      // The server's `retry:` is meant for clients without a backoff of their own.
      onRetry: () => undefined,
    });
  } catch {
    // A broken stream carries no news but its end; the caller comes back at the same place.
  } finally {
    watchdog.stop();
    signal.removeEventListener('abort', stop);
    attempt.abort();
  }
  return outcome;
}

class SignalReader {
  private goal: FeedCursor | undefined;

  constructor(
    private readonly progress: FeedProgress,
    private readonly handlers: StreamHandlers,
    private readonly outcome: StreamOutcome,
    private readonly onAlive: () => void,
  ) {}

  read(message: EventSourceMessage): void {
    const signal = readFeedSignal(message, '');
    switch (signal?.type) {
      case 'ready':
        this.outcome.ready = true;
        this.onAlive();
        this.progress.beginAt(signal.from);
        this.goal = signal.to;
        this.handlers.onReady();
        return this.tellState();
      case 'entry':
        this.progress.take(signal.entry, signal.cursor);
        return this.tellState();
      case 'checkpoint':
        this.progress.advance(signal.cursor);
        return this.tellState();
      case 'reset':
        this.progress.jumpTo(signal.cursor);
        return this.handlers.onReset(signal.cursor, signal.reason);
      case 'goodbye':
        this.outcome.retryMs = signal.retryMs;
        return;
      default:
    }
  }

  private tellState(): void {
    if (this.goal === undefined || this.progress.cursor === undefined) return;
    const left = remaining(this.progress.cursor, this.goal);
    if (left > 0) return this.handlers.onState({ name: 'catching-up', remaining: left });
    this.goal = undefined;
    this.handlers.onState({ name: 'live' });
  }
}

function open(
  fetchFeed: typeof fetch,
  cursor: FeedCursor | undefined,
  signal: AbortSignal,
): Promise<Response> {
  const headers: Record<string, string> = { Accept: 'text/event-stream' };
  if (cursor !== undefined) headers['Last-Event-ID'] = cursor;
  return fetchFeed('/feed/stream', { headers, cache: 'no-store', signal });
}

function isEventStream(response: Response): boolean {
  return response.headers.get('content-type')?.startsWith('text/event-stream') ?? false;
}

function retryAfter(response: Response): number | undefined {
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) ? seconds * 1000 : undefined;
}
