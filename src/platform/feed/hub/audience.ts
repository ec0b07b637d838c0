import type { FeedFilter } from '../filter/feed-filter.js';
import type { FeedViewer } from '../interfaces/feed-access-policy.interface.js';
import { FeedChunk } from '../wire/feed-chunk.js';
import type { FramedEntry } from '../wire/framed-entry.js';

/** One who is written to while live. */
export interface LiveClient {
  readonly viewer: FeedViewer;
  readonly filter: FeedFilter;
  readonly named: boolean;
  /** The last position that was sent or found not to concern the client. */
  cursor: number;
  deliver(chunk: FeedChunk, last: number): void;
  /** Ends the client because its entries could not be decided. */
  fail(reason: string): void;
}

/** Live clients who are sent the very same bytes, but for entries that are for one of them. */
export class Audience {
  readonly clients = new Set<LiveClient>();
  private readonly byPrincipal = new Map<string, Set<LiveClient>>();
  readonly filter: FeedFilter;
  readonly viewer: FeedViewer;
  readonly named: boolean;

  constructor(founder: LiveClient) {
    this.filter = founder.filter;
    this.viewer = founder.viewer;
    this.named = founder.named;
  }

  join(client: LiveClient): void {
    this.clients.add(client);
    const { principal } = client.viewer;
    const same = this.byPrincipal.get(principal);
    if (same) same.add(client);
    else this.byPrincipal.set(principal, new Set([client]));
  }

  /** Answers whether the client was here. */
  leave(client: LiveClient): boolean {
    const { principal } = client.viewer;
    const same = this.byPrincipal.get(principal);
    same?.delete(client);
    if (same?.size === 0) this.byPrincipal.delete(principal);
    return this.clients.delete(client);
  }

  /** The clients of one principal. */
  of(principal: string): Iterable<LiveClient> {
    return this.byPrincipal.get(principal) ?? [];
  }

  /** What clients must have in common to share an audience. */
  static key(client: LiveClient): string {
    return `${client.named ? 'n' : 'u'}|${client.viewer.visibility}|${client.filter.key}`;
  }

  /** The entries as one piece of the stream. */
  chunk(entries: readonly FramedEntry[]): FeedChunk {
    const frames = entries.map((entry) => (this.named ? entry.named : entry.frame));
    const [only] = frames;
    return new FeedChunk(frames.length === 1 && only ? only : Buffer.concat(frames));
  }
}
