import { Logger } from '@nestjs/common';
import type { AppendedEntry } from './interfaces/appended-entry.interface.js';
import type { PubSub } from './interfaces/pub-sub.interface.js';

/** Entries kept in memory while pub/sub is away; beyond, they are read from the feed again. */
const KEPT = 10_000;
const PAGE = 1_000;
const RETRY = 1_000;

/**
 * Hands appended entries to pub/sub, in order, beside the relay's work and never in its way. What a
 * dead predecessor or an outage left unannounced is repeated first, so every entry is announced at
 * least once, unless more than `KEPT` of them were missed.
 */
export class Announcer {
  private readonly logger = new Logger(Announcer.name);
  private pending: AppendedEntry[] = [];
  private head = 0;
  private announced = 0;
  private working?: Promise<void>;
  private retry?: NodeJS.Timeout;
  private failing = false;
  private stopped = true;

  constructor(
    private readonly pubSub: PubSub,
    private readonly read: (after: number, limit: number) => Promise<AppendedEntry[]>,
  ) {}

  /** How far pub/sub has got. */
  get position(): number {
    return this.announced;
  }

  /** Goes on where the last leader stopped. */
  begin(announced: number, head: number): void {
    this.pending = [];
    this.stopped = false;
    this.head = head;
    this.announced = Math.max(announced, head - KEPT);
    this.kick();
  }

  add(entries: readonly AppendedEntry[]): void {
    const last = entries.at(-1);
    if (!last) return;
    this.head = last.position;
    this.pending.push(...entries);
    if (this.pending.length > KEPT) this.pending = this.pending.slice(-KEPT);
    this.kick();
  }

  /** Lets the batch under way finish and starts no other. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.retry);
    this.retry = undefined;
    await this.working;
  }

  private kick(): void {
    if (this.working || this.retry || this.stopped) return;
    this.working = this.work().finally(() => {
      this.working = undefined;
      if (this.announced < this.head) this.kick();
    });
  }

  private async work(): Promise<void> {
    try {
      while (!this.stopped && this.announced < this.head) {
        const batch = await this.next();
        const last = batch.at(-1);
        if (!last) return;
        await this.pubSub.announce(batch);
        this.announced = last.position;
        this.failing = false;
      }
    } catch (error) {
      this.pause(error);
    }
  }

  private async next(): Promise<AppendedEntry[]> {
    this.announced = Math.max(this.announced, this.head - KEPT);
    const from = this.pending.findIndex((entry) => entry.position === this.announced + 1);
    if (from < 0) return this.read(this.announced, PAGE);
    const batch = this.pending.slice(from, from + PAGE);
    this.pending = this.pending.slice(from + PAGE);
    return batch;
  }

  private pause(error: unknown): void {
    if (!this.failing) this.logger.warn(`feed entries wait to be announced: ${String(error)}`);
    this.failing = true;
    if (this.stopped) return;
    this.retry = setTimeout(() => {
      this.retry = undefined;
      this.kick();
    }, RETRY);
  }
}
