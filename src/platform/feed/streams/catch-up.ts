import { Injectable, Logger } from '@nestjs/common';
import { LAG_BYTES, PAGE } from '../feed.constants.js';
import { FeedMetrics } from '../feed-metrics.js';
import { AccessGate } from '../hub/access-gate.js';
import type { FeedFilter } from '../filter/feed-filter.js';
import { FanOut } from '../hub/fan-out.js';
import { FeedHub } from '../hub/feed-hub.js';
import { FeedReader } from '../hub/feed-reader.js';
import type { FeedViewer } from '../interfaces/feed-access-policy.interface.js';
import { FeedChunk } from '../wire/feed-chunk.js';
import { checkpointEvent } from '../wire/control-events.js';
import type { FramedEntry } from '../wire/framed-entry.js';
import type { FeedConnection } from './feed-connection.js';

/** What lies between two positions, as far as one reader is concerned. */
export interface CatchUpPage {
  readonly entries: FramedEntry[];
  /** Where to go on; every position up to here is accounted for. */
  readonly to: number;
}

/** Brings a reader from its cursor to the head, from the ring or else the database. */
@Injectable()
export class CatchUp {
  private readonly logger = new Logger(CatchUp.name);

  constructor(
    private readonly hub: FeedHub,
    private readonly reader: FeedReader,
    private readonly gate: AccessGate,
    private readonly fanOut: FanOut,
    private readonly metrics: FeedMetrics,
  ) {}

  /**
   * Sends a connection what it has not seen, at its own pace, and makes it live.
   *
   * Nothing can fall between replay and live: whatever arrives meanwhile is in the ring, and the
   * step from "cursor is the head" to "is live" has no await in it.
   */
  async bringLive(connection: FeedConnection, onWindowLost: () => void): Promise<void> {
    try {
      while (!connection.closed) {
        if (connection.cursor === this.hub.head) {
          connection.live = true;
          this.fanOut.join(connection);
          return;
        }
        const asked = connection.cursor;
        const page = await this.page(asked, connection.filter, connection.viewer);
        // A restart of the feed moved the connection on: what was read is of another feed.
        if (connection.closed || connection.cursor !== asked) continue;
        if (!page) {
          onWindowLost();
          continue;
        }
        this.send(connection, page);
        if (connection.pending > LAG_BYTES) await connection.drained();
      }
    } catch (error) {
      this.logger.error(`catching up: ${String(error)}`);
      connection.fail('error');
    }
  }

  /** The next page after `cursor`; undefined when it lies outside the window. */
  async page(
    cursor: number,
    filter: FeedFilter,
    viewer: FeedViewer,
  ): Promise<CatchUpPage | undefined> {
    const { epoch, head, ring } = this.hub;
    if (ring.reaches(cursor)) {
      const entries = ring.after(cursor, PAGE);
      const concerned = entries.filter((entry) => filter.matches(entry.item));
      const shown = await this.gate.permitted(concerned, viewer);
      this.metrics.replayed.add(shown.length, { source: 'ring' });
      return { entries: shown, to: entries.at(-1)?.item.position ?? cursor };
    }
    if (!(await this.reader.inWindow(cursor, head))) return undefined;
    const entries = await this.reader.range(epoch, cursor, head, filter);
    const concerned = entries.filter((entry) => filter.matches(entry.item));
    const shown = await this.gate.permitted(concerned, viewer);
    this.metrics.replayed.add(shown.length, { source: 'database' });
    const last = entries.at(-1)?.item.position;
    return { entries: shown, to: entries.length < PAGE || last === undefined ? head : last };
  }

  private send(connection: FeedConnection, page: CatchUpPage): void {
    connection.cursor = page.to;
    const frames = page.entries.map((entry) => (connection.named ? entry.named : entry.frame));
    const seen = page.entries.at(-1)?.item.position;
    // A reader of few entries must not scan the rest again when it is cut here.
    if (seen !== page.to) frames.push(Buffer.from(checkpointEvent(this.hub.epoch, page.to)));
    connection.write(new FeedChunk(Buffer.concat(frames)));
  }
}
