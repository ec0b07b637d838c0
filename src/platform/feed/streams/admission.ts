import type { ServerResponse } from 'node:http';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { FEED_SETTINGS } from '../feed.module-definition.js';
import { FeedMetrics } from '../feed-metrics.js';
import type { FeedSettings } from '../feed-settings.js';
import { FeedHub } from '../hub/feed-hub.js';
import type { FeedViewer } from '../interfaces/feed-access-policy.interface.js';
import { FeedLimits } from './feed-limits.js';
import { jitter } from './jitter.util.js';
import { refuse, type RefusalReason } from './refusal.js';
import {
  addressOf,
  isEventSource,
  takeOver,
  type FeedRequest,
  type FeedResponse,
} from './stream-request.js';

/** Somebody who was let in. */
export interface Admitted {
  readonly viewer: FeedViewer;
  readonly response: ServerResponse;
}

/** Lets requests in: who asks, and whether there is room. */
@Injectable()
export class Admission {
  private readonly logger = new Logger(Admission.name);
  private closed = false;

  constructor(
    @Inject(FEED_SETTINGS) private readonly settings: FeedSettings,
    private readonly hub: FeedHub,
    private readonly limits: FeedLimits,
    private readonly metrics: FeedMetrics,
  ) {}

  /** Refuses everybody from now on, because the process stops. */
  close(): void {
    this.closed = true;
  }

  /**
   * Runs `work` for whoever is let in, and gives the place back when the connection ends. What goes
   * wrong before the first byte is a refusal that clients come back from.
   */
  async admit(
    request: FeedRequest,
    response: FeedResponse,
    eventSource: boolean,
    work: (admitted: Admitted) => Promise<void>,
  ): Promise<void> {
    const viewer = await this.settings.access.viewer(request);
    const raw = takeOver(response);
    const refused = (reason: RefusalReason): void => {
      this.metrics.connects.add(1, { result: reason });
      refuse(raw, reason, jitter(this.settings.awayRetry), eventSource && isEventSource(request));
    };
    if (this.closed) return refused('draining');
    const place = this.limits.take(viewer.principal, addressOf(request));
    if (typeof place === 'string') return refused(place);
    raw.once('close', place.release);
    if (raw.destroyed || request.socket.destroyed) return place.release();
    try {
      await this.hub.ready();
      await work({ viewer, response: raw });
    } catch (error) {
      this.logger.error(`feed: ${String(error)}`);
      if (raw.headersSent) raw.destroy();
      else refused('unavailable');
    }
  }
}
