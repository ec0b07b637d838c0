import { Inject, Injectable } from '@nestjs/common';
import type { MetricCounter, MetricHistogram } from '../outbox/index.js';
import { FEED_SETTINGS } from './feed.module-definition.js';
import type { FeedSettings } from './feed-settings.js';

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5];

/** The feed's figures, on the port that the application gave. */
@Injectable()
export class FeedMetrics {
  readonly connects: MetricCounter;
  readonly deliveries: MetricCounter;
  readonly evictions: MetricCounter;
  readonly goodbyes: MetricCounter;
  readonly replayed: MetricCounter;
  readonly resets: MetricCounter;
  readonly gaps: MetricCounter;
  readonly polls: MetricCounter;
  readonly fanOut: MetricHistogram;
  readonly commitToSend: MetricHistogram;

  constructor(@Inject(FEED_SETTINGS) private readonly settings: FeedSettings) {
    const { metrics } = settings;
    const counter = (name: string, help: string, ...labels: string[]): MetricCounter =>
      metrics.counter(`backstory_feed_${name}_total`, help, labels);
    this.connects = counter('connects', 'Streams asked for, by result', 'result');
    this.deliveries = counter('deliveries', 'Writes to live streams');
    this.evictions = counter('evictions', 'Streams cut because the client was slow', 'reason');
    this.goodbyes = counter('goodbyes', 'Streams ended by the server', 'reason');
    this.replayed = counter('replayed', 'Entries sent to clients that caught up', 'source');
    this.resets = counter('resets', 'Clients told to reload', 'reason');
    this.gaps = counter('gaps', 'Holes in the positions that were read');
    this.polls = counter('polls', 'Long polls answered', 'result');
    this.fanOut = metrics.histogram(
      'backstory_feed_fan_out_seconds',
      'Time to write one batch to every live stream',
      SECONDS,
    );
    this.commitToSend = metrics.histogram(
      'backstory_feed_commit_to_send_seconds',
      'Time from the write of an entry to its fan-out',
      SECONDS,
    );
  }

  /** Registers a figure that is read on demand. */
  gauge(name: string, help: string, read: () => number): void {
    this.settings.metrics.gauge(`backstory_feed_${name}`, help, read);
  }
}
