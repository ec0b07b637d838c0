import { Inject, Injectable } from '@nestjs/common';
import { FEED_SETTINGS } from '../feed.module-definition.js';
import { FeedMetrics } from '../feed-metrics.js';
import type { FeedSettings } from '../feed-settings.js';
import { FeedHub } from '../hub/feed-hub.js';
import { FeedReader } from '../hub/feed-reader.js';
import { readyEvent, resetEvent, retryHint } from '../wire/control-events.js';
import { parseCursor } from '../wire/feed-cursor.js';
import type { FeedConnection } from './feed-connection.js';
import { jitter } from './jitter.util.js';

/** Where a reader starts, and why not where it asked to. */
export interface StartingPoint {
  readonly position: number;
  readonly reset?: string;
}

/** Finds where a client starts and tells it so. */
@Injectable()
export class StreamOpener {
  constructor(
    @Inject(FEED_SETTINGS) private readonly settings: FeedSettings,
    private readonly hub: FeedHub,
    private readonly reader: FeedReader,
    private readonly metrics: FeedMetrics,
  ) {}

  /** Whole or not at all: a cursor that cannot be resumed exactly starts again from now. */
  async startingPoint(given: string | undefined): Promise<StartingPoint> {
    if (given === undefined) return { position: this.hub.head };
    const cursor = parseCursor(given);
    if (!cursor) return this.reset('malformed');
    if (cursor.epoch !== this.hub.epoch) return this.reset('epoch');
    const { position } = cursor;
    // Another process may have been quicker than this one.
    const head = position > this.hub.head ? await this.hub.refresh() : this.hub.head;
    if (position > head) return this.reset('future');
    if (this.hub.ring.reaches(position) || position === head) return { position };
    return (await this.reader.inWindow(position, head)) ? { position } : this.reset('window');
  }

  /** The first bytes of a stream. */
  greet(connection: FeedConnection, start: StartingPoint): void {
    const { epoch, head } = this.hub;
    const { position, reset } = start;
    connection.cursor = position;
    connection.writeText(
      retryHint(jitter(this.settings.retry)) +
        (reset === undefined ? '' : resetEvent(epoch, position, reset)) +
        readyEvent(epoch, position, head),
    );
  }

  /** Moves a connection to the head and tells it to reload. */
  restart(connection: FeedConnection, reason: string): void {
    this.metrics.resets.add(1, { reason });
    connection.cursor = this.hub.head;
    connection.writeText(resetEvent(this.hub.epoch, this.hub.head, reason));
  }

  private reset(reason: string): StartingPoint {
    this.metrics.resets.add(1, { reason });
    return { position: this.hub.head, reset: reason };
  }
}
