import { setTimeout as pause } from 'node:timers/promises';
import { Inject, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { PUB_SUB, type PubSub } from '../../outbox/index.js';
import { FEED_SETTINGS } from '../feed.module-definition.js';
import { FeedUnavailableError } from '../feed.errors.js';
import { FeedMetrics } from '../feed-metrics.js';
import type { FeedSettings } from '../feed-settings.js';
import { PAGE } from '../feed.constants.js';
import type { FramedEntry } from '../wire/framed-entry.js';
import { FanOut } from './fan-out.js';
import { FeedReader } from './feed-reader.js';
import { FeedRing } from './feed-ring.js';

const GAP_TRIES = 3;
const OPEN_LIMIT = 5_000;

/** Hears of whatever concerns every client of this process. */
export interface HubListener {
  /** New entries are in the ring. */
  onEntries(): void;
  /** Positions of before mean nothing any more; clients start again from the head. */
  onRestart(reason: string): void;
}

/**
 * Reads the feed once for all clients of this process: a hint or the poll leads to one range read,
 * whose entries go to the ring and then to the live clients.
 */
@Injectable()
export class FeedHub implements OnApplicationBootstrap {
  readonly ring: FeedRing;
  private readonly logger = new Logger(FeedHub.name);
  private readonly stopping = new AbortController();
  private readonly listeners = new Set<HubListener>();
  private readonly opened: Promise<void>;
  private markOpened: () => void = () => undefined;
  private sleeping?: AbortController;
  private woken = false;
  private failing = false;
  private feedEpoch = '';
  private read = 0;
  private fannedOut = 0;
  private framed = 0;
  private loop?: Promise<void>;
  private unsubscribe?: () => void;

  constructor(
    @Inject(FEED_SETTINGS) private readonly settings: FeedSettings,
    @Inject(PUB_SUB) private readonly pubSub: PubSub,
    private readonly reader: FeedReader,
    private readonly fanOut: FanOut,
    private readonly metrics: FeedMetrics,
  ) {
    this.ring = new FeedRing(settings.ringEntries, settings.ringBytes);
    this.opened = new Promise((resolve) => {
      this.markOpened = resolve;
    });
    metrics.gauge('head', 'Last position read by this process', () => this.read);
  }

  get epoch(): string {
    return this.feedEpoch;
  }

  /** The last position in the ring, fanned out or about to be. */
  get head(): number {
    return this.read;
  }

  /** The last position that every live client has been written. */
  get delivered(): number {
    return this.fannedOut;
  }

  /** Bytes of all frames made so far, to measure how far behind a client is. */
  get bytes(): number {
    return this.framed;
  }

  onApplicationBootstrap(): void {
    this.unsubscribe = this.pubSub.onAnnouncement((position) => this.hear(position));
    this.loop = this.run();
  }

  listen(listener: HubListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Resolves once the head is known. */
  async ready(): Promise<void> {
    if (this.feedEpoch) return;
    const late = pause(OPEN_LIMIT, 'late', { ref: false });
    if ((await Promise.race([this.opened, late])) === 'late') throw new FeedUnavailableError();
  }

  /** Reads up to what the database has now; for a client that has seen more than this process. */
  async refresh(): Promise<number> {
    const { epoch, position } = await this.reader.head();
    if (epoch !== this.feedEpoch) return this.read;
    this.wake();
    const deadline = Date.now() + OPEN_LIMIT;
    while (this.read < position && Date.now() < deadline) await pause(5);
    return this.read;
  }

  async stop(): Promise<void> {
    this.unsubscribe?.();
    this.stopping.abort();
    this.sleeping?.abort();
    await this.loop;
  }

  private hear(position?: number): void {
    if (position === undefined || position > this.read) this.wake();
  }

  private wake(): void {
    this.woken = true;
    this.sleeping?.abort();
  }

  private async run(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      try {
        if (!this.feedEpoch) await this.open();
        await this.advance();
        this.failing = false;
      } catch (error) {
        if (!this.failing) this.logger.warn(`the feed cannot be read: ${String(error)}`);
        this.failing = true;
        this.woken = false;
      }
      await this.sleep();
    }
  }

  /** Learns where the feed stands and fills the ring for clients that come back after a restart. */
  private async open(): Promise<void> {
    const { epoch, position } = await this.reader.head();
    const first = Math.max(0, position - Math.min(this.settings.ringEntries, PAGE * 4));
    this.ring.clear(first + 1);
    for (let after = first; after < position;) {
      const page = await this.reader.after(epoch, after, Math.min(PAGE, position - after));
      const end = page.at(-1)?.item.position;
      if (end === undefined) break;
      for (const entry of page) this.ring.push(entry);
      after = end;
    }
    this.feedEpoch = epoch;
    this.read = position;
    this.fannedOut = position;
    this.markOpened();
  }

  private async advance(): Promise<void> {
    const polled = !this.woken;
    for (;;) {
      this.woken = false;
      const entries = await this.reader.after(this.feedEpoch, this.read);
      if (entries.length > 0) await this.take(await this.dense(entries));
      else if (polled) await this.verify();
      if (entries.length < PAGE && !this.woken) return;
    }
  }

  private async take(entries: readonly FramedEntry[]): Promise<void> {
    for (const entry of entries) {
      this.ring.push(entry);
      this.framed += entry.frame.length;
      this.read = entry.item.position;
    }
    for (const listener of this.listeners) listener.onEntries();
    await this.fanOut.dispatch(entries);
    this.fannedOut = this.read;
  }

  /**
   * Positions are dense, so a hole is either trimmed history (this process slept that long) or a
   * fault. It is read again, and if it stays, everybody is told to reload rather than left a gap.
   */
  private async dense(entries: FramedEntry[]): Promise<FramedEntry[]> {
    let page = entries;
    for (let attempt = 0; hasGap(this.read, page); attempt += 1) {
      this.metrics.gaps.add();
      if (attempt === GAP_TRIES) {
        this.logger.error(`positions after ${this.read} are missing from the feed`);
        const { position } = await this.reader.head();
        this.restart('gap', this.feedEpoch, position);
        return [];
      }
      await pause(20 * (attempt + 1));
      page = await this.reader.after(this.feedEpoch, this.read);
    }
    return page;
  }

  /** A database restored from a backup goes on from an older place, or under another epoch. */
  private async verify(): Promise<void> {
    const { epoch, position } = await this.reader.head();
    if (epoch === this.feedEpoch && position >= this.read) return;
    this.restart('epoch', epoch, position);
  }

  private restart(reason: string, epoch: string, position: number): void {
    this.feedEpoch = epoch;
    this.read = position;
    this.fannedOut = position;
    this.ring.clear(position + 1);
    for (const listener of this.listeners) listener.onRestart(reason);
  }

  private async sleep(): Promise<void> {
    if (this.woken || this.stopping.signal.aborted) return;
    this.sleeping = new AbortController();
    const { signal } = this.sleeping;
    await pause(this.settings.pollInterval, undefined, { signal }).catch(() => undefined);
    this.sleeping = undefined;
  }
}

function hasGap(after: number, entries: readonly FramedEntry[]): boolean {
  return entries.some((entry, index) => entry.item.position !== after + 1 + index);
}
