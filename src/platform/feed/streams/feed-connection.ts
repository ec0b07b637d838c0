import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { LAG_BYTES } from '../feed.constants.js';
import type { FeedFilter } from '../filter/feed-filter.js';
import type { LiveClient } from '../hub/audience.js';
import type { FeedViewer } from '../interfaces/feed-access-policy.interface.js';
import { FeedChunk } from '../wire/feed-chunk.js';
import { STREAM_HEADERS } from '../wire/stream-headers.js';

/** What a connection asks of whoever manages it. */
export interface ConnectionOwner {
  /** The client takes less than it is sent; it leaves the live ones and catches up. */
  onLag(connection: FeedConnection): void;
  onFail(connection: FeedConnection, reason: string): void;
  onClose(connection: FeedConnection): void;
}

/** Who connects, and what for. */
export interface ConnectionRequest {
  readonly viewer: FeedViewer;
  readonly filter: FeedFilter;
  readonly named: boolean;
}

/** One stream to one client. */
export class FeedConnection implements LiveClient {
  readonly viewer: FeedViewer;
  readonly filter: FeedFilter;
  readonly named: boolean;
  readonly openedAt = Date.now();
  cursor = 0;
  live = false;
  closed = false;
  writtenAt = Date.now();
  /** When the client last took something, and what the hub had framed by then. */
  progressAt = Date.now();
  progressBytes = 0;
  /** So that streams opened together do not end together. */
  private readonly lifetimeShare = 0.9 + Math.random() * 0.1;
  private taken = 0;
  private sent = 0;
  private readonly socket?: Socket;

  constructor(
    request: ConnectionRequest,
    private readonly response: ServerResponse,
    private readonly owner: ConnectionOwner,
  ) {
    this.viewer = request.viewer;
    this.filter = request.filter;
    this.named = request.named;
    response.writeHead(200, STREAM_HEADERS);
    response.flushHeaders();
    // HTTP/1.1 chunks are made once for all clients and written past the response object; HTTP/1.0
    // and HTTP/2 go through it.
    if (response.chunkedEncoding && response.socket) this.socket = response.socket;
    response.socket?.setTimeout(0);
    response.socket?.setKeepAlive(true, 15_000);
    response.once('close', () => {
      this.closed = true;
      owner.onClose(this);
    });
  }

  /** Bytes that wait in this process for the client to take them. */
  get pending(): number {
    return (this.socket ?? this.response).writableLength;
  }

  deliver(chunk: FeedChunk, last: number): void {
    this.cursor = last;
    this.write(chunk);
    if (this.pending > LAG_BYTES) this.owner.onLag(this);
  }

  fail(reason: string): void {
    this.owner.onFail(this, reason);
  }

  write(chunk: FeedChunk): void {
    if (this.closed) return;
    this.writtenAt = Date.now();
    this.sent += chunk.bytes.length;
    if (this.socket) {
      if (!this.socket.destroyed) this.socket.write(chunk.chunked);
    } else {
      this.response.write(chunk.bytes);
    }
  }

  writeText(text: string): void {
    this.write(new FeedChunk(Buffer.from(text)));
  }

  /** Notes whether the client took anything since the last look; answers since when it has not. */
  stalledSince(now: number, framed: number): number | undefined {
    const { pending } = this;
    const taken = this.sent - pending;
    if (pending === 0 || taken > this.taken) {
      this.taken = taken;
      this.progressAt = now;
      this.progressBytes = framed;
    }
    return pending === 0 ? undefined : this.progressAt;
  }

  /** Whether the client has to come back and be authorised again. */
  expired(now: number, maxLifetime: number): boolean {
    return (
      now - this.openedAt >= maxLifetime * this.lifetimeShare ||
      (this.viewer.expiresAt !== undefined && now >= this.viewer.expiresAt.getTime())
    );
  }

  /** Resolves when the client has taken what waited, or is gone. */
  async drained(): Promise<void> {
    const target = this.socket ?? this.response;
    if (this.closed || target.destroyed || !target.writableNeedDrain) return;
    await new Promise<void>((resolve) => {
      const done = (): void => {
        target.off('drain', done);
        target.off('close', done);
        this.response.off('close', done);
        resolve();
      };
      target.once('drain', done);
      target.once('close', done);
      this.response.once('close', done);
    });
  }

  /** Says goodbye and ends the stream; `leaving` ends the connection below it too. */
  end(goodbye: string, leaving: boolean): void {
    if (this.closed) return;
    this.writeText(goodbye);
    const { socket } = this.response;
    this.response.end(() => {
      if (leaving) socket?.destroySoon();
    });
  }

  /** Cuts the connection with whatever waits for it. */
  cut(): void {
    this.response.destroy();
    this.socket?.destroy();
  }
}
