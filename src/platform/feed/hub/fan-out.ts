import { setImmediate as turn } from 'node:timers/promises';
import { Injectable, Logger } from '@nestjs/common';
import { SLICE } from '../feed.constants.js';
import { FeedMetrics } from '../feed-metrics.js';
import type { FramedEntry } from '../wire/framed-entry.js';
import { AccessGate } from './access-gate.js';
import type { Audience, LiveClient } from './audience.js';
import { AudienceIndex } from './audience-index.js';

/** Writes each batch of new entries to the live clients, in slices that leave room for others. */
@Injectable()
export class FanOut {
  private readonly logger = new Logger(FanOut.name);
  private readonly index = new AudienceIndex();

  constructor(
    private readonly gate: AccessGate,
    private readonly metrics: FeedMetrics,
  ) {}

  join(client: LiveClient): void {
    this.index.add(client);
  }

  leave(client: LiveClient): void {
    this.index.remove(client);
  }

  /** Resolves when everybody who is live has been written to. */
  async dispatch(entries: readonly FramedEntry[]): Promise<void> {
    const last = entries.at(-1);
    if (!last) return;
    const started = performance.now();
    const due = await this.decide(entries);
    let written = 0;
    for (const [audience, shown] of due) {
      written += this.writePersonal(audience, shown, last);
      const common = shown.filter((entry) => this.gate.recipientOf(entry) === undefined);
      if (common.length === 0) continue;
      const chunk = audience.chunk(common);
      // Clients that join or leave between slices come and go in this very set.
      for (const client of audience.clients) {
        // Who has them already: joined meanwhile, or was just sent them with entries of their own.
        if (client.cursor >= last.item.position) continue;
        client.deliver(chunk, last.item.position);
        written += 1;
        if (written % SLICE === 0) await turn();
      }
    }
    this.metrics.deliveries.add(written);
    this.metrics.fanOut.observe((performance.now() - started) / 1_000);
    const age = Date.now() - Date.parse(last.occurredAt);
    if (written > 0) this.metrics.commitToSend.observe(Math.max(0, age) / 1_000);
  }

  /** Those whom some entries are for get all of theirs at once, in order, and nothing twice. */
  private writePersonal(
    audience: Audience,
    shown: readonly FramedEntry[],
    { item: { position } }: FramedEntry,
  ): number {
    const recipients = new Set(shown.flatMap((entry) => this.gate.recipientOf(entry) ?? []));
    let written = 0;
    for (const recipient of recipients) {
      // Whoever joined meanwhile has these entries from the ring already.
      const clients = [...audience.of(recipient)].filter(({ cursor }) => cursor < position);
      const [first] = clients;
      if (!first) continue;
      const chunk = audience.chunk(shown.filter((entry) => this.gate.permits(entry, first.viewer)));
      for (const client of clients) client.deliver(chunk, position);
      written += clients.length;
    }
    return written;
  }

  /** Who is sent what: filters first, then the policy, once per class of viewer. */
  private async decide(entries: readonly FramedEntry[]): Promise<Map<Audience, FramedEntry[]>> {
    const concerned: [Audience, FramedEntry][] = [];
    const questions: Promise<void>[] = [];
    const failed = new Set<Audience>();
    for (const entry of entries) {
      for (const audience of this.index.concernedBy(entry)) {
        concerned.push([audience, entry]);
        const question = this.gate.decide(entry, audience.viewer);
        if (question) questions.push(question.catch((error) => this.fail(audience, failed, error)));
      }
    }
    if (questions.length > 0) await Promise.all(questions);
    const due = new Map<Audience, FramedEntry[]>();
    for (const [audience, entry] of concerned) {
      if (failed.has(audience) || !this.gate.permitsClass(entry, audience.viewer)) continue;
      const shown = due.get(audience);
      if (shown) shown.push(entry);
      else due.set(audience, [entry]);
    }
    return due;
  }

  /** Nobody of an undecided audience may go on: an entry left out would be lost to them. */
  private fail(audience: Audience, failed: Set<Audience>, error: unknown): void {
    if (failed.has(audience)) return;
    failed.add(audience);
    this.logger.error(String(error));
    const clients: LiveClient[] = [...audience.clients];
    for (const client of clients) client.fail('policy');
  }
}
