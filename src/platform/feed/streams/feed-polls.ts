import { Injectable } from '@nestjs/common';
import { FeedMetrics } from '../feed-metrics.js';
import type { FeedFilter } from '../filter/feed-filter.js';
import { FeedHub } from '../hub/feed-hub.js';
import type { FeedViewer } from '../interfaces/feed-access-policy.interface.js';
import { formatCursor } from '../wire/feed-cursor.js';
import type { FramedEntry } from '../wire/framed-entry.js';
import { CatchUp } from './catch-up.js';
import { StreamOpener } from './stream-opener.js';

/** What a poll asks for. */
export interface PollRequest {
  readonly after: string | undefined;
  readonly filter: FeedFilter;
  readonly viewer: FeedViewer;
  readonly limit: number;
  /** Milliseconds to wait for the first entry. */
  readonly wait: number;
  /** Ends the wait when the client is gone. */
  readonly signal: AbortSignal;
}

/** Answers those who cannot stream: the same entries, the same cursor. */
@Injectable()
export class FeedPolls {
  private readonly waiting = new Set<() => void>();
  private stopped = false;

  constructor(
    private readonly hub: FeedHub,
    private readonly opener: StreamOpener,
    private readonly catchUp: CatchUp,
    private readonly metrics: FeedMetrics,
  ) {
    hub.listen({ onEntries: () => this.wakeAll(), onRestart: () => this.wakeAll() });
    metrics.gauge('waiting_polls', 'Long polls that wait for an entry', () => this.waiting.size);
  }

  /** The answer's JSON: `{items, next, reset}`. */
  async poll(request: PollRequest): Promise<string> {
    const deadline = Date.now() + request.wait;
    const start = await this.opener.startingPoint(request.after);
    const { epoch } = this.hub;
    if (start.reset !== undefined) return this.answer([], start.position, start.reset);
    let cursor = start.position;
    while (epoch === this.hub.epoch) {
      const page = await this.next(cursor, request);
      if (!page) return this.answer([], this.hub.head, 'window');
      if (page.entries.length > 0) return this.answer(page.entries, page.to);
      cursor = page.to;
      // No await lies between this look at the head and the wait, so no arrival is slept through.
      if (cursor !== this.hub.head) continue;
      if (this.stopped || request.signal.aborted || Date.now() >= deadline) break;
      await this.arrival(request.signal, deadline);
    }
    return this.answer([], epoch === this.hub.epoch ? cursor : this.hub.head);
  }

  /** Lets everybody who waits go with what there is. */
  answerAll(): void {
    this.stopped = true;
    this.wakeAll();
  }

  private async next(
    cursor: number,
    { filter, viewer, limit }: PollRequest,
  ): Promise<{ entries: FramedEntry[]; to: number } | undefined> {
    if (cursor === this.hub.head) return { entries: [], to: cursor };
    const page = await this.catchUp.page(cursor, filter, viewer);
    if (!page || page.entries.length <= limit) return page;
    const entries = page.entries.slice(0, limit);
    return { entries, to: entries.at(-1)?.item.position ?? page.to };
  }

  /** Settles at the next arrival, at the deadline, or when the client is gone. */
  private arrival(signal: AbortSignal, deadline: number): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        this.waiting.delete(done);
        clearTimeout(timer);
        signal.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, Math.max(0, deadline - Date.now()));
      signal.addEventListener('abort', done, { once: true });
      this.waiting.add(done);
    });
  }

  private wakeAll(): void {
    for (const wake of this.waiting) wake();
  }

  private answer(entries: readonly FramedEntry[], position: number, reset?: string): string {
    this.metrics.polls.add(1, {
      result: reset ? 'reset' : entries.length > 0 ? 'entries' : 'empty',
    });
    const items = entries.map((entry) => entry.json).join(',');
    const next = JSON.stringify(formatCursor(this.hub.epoch, position));
    const note = reset ? JSON.stringify({ position: String(position), reason: reset }) : 'null';
    return `{"items":[${items}],"next":${next},"reset":${note}}`;
  }
}
