import type { FeedEntry } from '../feed-entry.js';
import { entryAt } from './feed-fixtures.js';

interface OpenStream {
  write: (text: string) => void;
  end: () => void;
}

/** Answers `/feed/stream` and `/feed/events` from memory, as the server's contract says. */
export class FakeFeedServer {
  readonly epoch = 'e';
  entries: FeedEntry[] = [];
  streams: OpenStream[] = [];
  readonly requests: string[] = [];
  /** Streams are accepted but nothing ever comes through. */
  blocked = false;
  /** Nobody answers. */
  down = false;
  signedOut = false;
  /** Cursors before this position cannot be resumed. */
  windowStart = 0;

  readonly fetch: typeof fetch = (input, init) => {
    const url = new URL(input as string, 'http://console.test');
    this.requests.push(url.pathname + url.search);
    if (this.down) return Promise.reject(new TypeError('fetch failed'));
    if (this.signedOut) return Promise.resolve(new Response('', { status: 401 }));
    const signal = init?.signal ?? undefined;
    if (url.pathname === '/feed/stream') {
      const cursor = new Headers(init?.headers).get('last-event-id');
      return Promise.resolve(this.openStream(cursor, signal));
    }
    return this.poll(url, signal);
  };

  get head(): number {
    return this.entries.length;
  }

  append(count = 1): void {
    for (let added = 0; added < count; added += 1) {
      const entry = entryAt(this.head + 1);
      this.entries.push(entry);
      for (const stream of this.streams) stream.write(this.frame(entry));
    }
  }

  /** Breaks every stream, as a killed server does. */
  breakStreams(): void {
    for (const stream of this.streams) stream.end();
    this.streams = [];
  }

  private openStream(cursor: string | null, signal: AbortSignal | undefined): Response {
    const encoder = new TextEncoder();
    let stream: OpenStream | undefined;
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        stream = {
          write: (text) => controller.enqueue(encoder.encode(text)),
          end: () => controller.error(new TypeError('network error')),
        };
        signal?.addEventListener('abort', () => {
          this.streams = this.streams.filter((open) => open !== stream);
          try {
            controller.error(signal.reason);
          } catch {
            // It ended before.
          }
        });
        if (this.blocked) return;
        this.streams.push(stream);
        this.greet(stream, cursor);
      },
    });
    return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
  }

  private greet(stream: OpenStream, cursor: string | null): void {
    let from = cursor === null ? this.head : Number(cursor.split('-')[1]);
    if (from < this.windowStart) {
      from = this.head;
      const data = JSON.stringify({ position: String(from), reason: 'window' });
      stream.write(`event: reset\nid: ${this.epoch}-${from}\ndata: ${data}\n\n`);
    }
    const ready = { from: String(from), to: String(this.head), epoch: this.epoch };
    stream.write(`event: ready\ndata: ${JSON.stringify(ready)}\n\n`);
    for (const entry of this.entries.slice(from)) stream.write(this.frame(entry));
  }

  private async poll(url: URL, signal: AbortSignal | undefined): Promise<Response> {
    const after = url.searchParams.get('after');
    const from = after === null ? this.head : Number(after.split('-')[1]);
    const deadline = Date.now() + Number(url.searchParams.get('wait') ?? '25') * 1_000;
    const isGone = (): boolean => signal?.aborted ?? false;
    while (this.head <= from && Date.now() < deadline && !isGone()) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    const items = this.entries.slice(from, from + Number(url.searchParams.get('limit')));
    const next = `${this.epoch}-${from + items.length}`;
    return Response.json({ items, next, reset: null });
  }

  private frame(entry: FeedEntry): string {
    return `id: ${this.epoch}-${entry.position}\ndata: ${JSON.stringify(entry)}\n\n`;
  }
}
