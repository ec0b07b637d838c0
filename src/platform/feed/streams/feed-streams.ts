import type { ServerResponse } from 'node:http';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { FEED_SETTINGS } from '../feed.module-definition.js';
import { FeedMetrics } from '../feed-metrics.js';
import type { FeedSettings } from '../feed-settings.js';
import { FanOut } from '../hub/fan-out.js';
import { FeedHub } from '../hub/feed-hub.js';
import { goodbyeEvent } from '../wire/control-events.js';
import { CatchUp } from './catch-up.js';
import { FeedConnection, type ConnectionOwner, type ConnectionRequest } from './feed-connection.js';
import { jitter } from './jitter.util.js';
import { StreamOpener } from './stream-opener.js';

/** Every open stream of this process. */
@Injectable()
export class FeedStreams implements ConnectionOwner, OnModuleInit {
  readonly connections = new Set<FeedConnection>();

  constructor(
    @Inject(FEED_SETTINGS) private readonly settings: FeedSettings,
    private readonly hub: FeedHub,
    private readonly fanOut: FanOut,
    private readonly opener: StreamOpener,
    private readonly catchUp: CatchUp,
    private readonly metrics: FeedMetrics,
  ) {}

  onModuleInit(): void {
    this.metrics.gauge('connections', 'Open streams', () => this.connections.size);
    this.metrics.gauge('pending_bytes', 'Bytes that wait for slow clients', () =>
      [...this.connections].reduce((sum, connection) => sum + connection.pending, 0),
    );
    this.hub.listen({
      onEntries: () => undefined,
      onRestart: (reason) => {
        for (const connection of this.connections) this.opener.restart(connection, reason);
      },
    });
  }

  /** Opens a stream that starts where the client asked to. */
  async open(
    request: ConnectionRequest,
    response: ServerResponse,
    lastEventId: string | undefined,
  ): Promise<void> {
    const start = await this.opener.startingPoint(lastEventId);
    if (response.destroyed) return;
    const connection = new FeedConnection(request, response, this);
    this.connections.add(connection);
    this.metrics.connects.add(1, { result: start.reset === undefined ? 'open' : 'reset' });
    this.opener.greet(connection, start);
    await this.bringLive(connection);
  }

  /** Ends a stream in order; the client comes back with its cursor. */
  sayGoodbye(connection: FeedConnection, reason: string, leaving = false): void {
    this.metrics.goodbyes.add(1, { reason });
    this.leave(connection);
    const retry = jitter(leaving ? this.settings.awayRetry : this.settings.retry);
    connection.end(goodbyeEvent(reason, retry), leaving);
  }

  /** Cuts a client that does not take what it is sent. */
  evict(connection: FeedConnection, reason: string): void {
    this.metrics.evictions.add(1, { reason });
    this.leave(connection);
    connection.cut();
  }

  onLag(connection: FeedConnection): void {
    this.leave(connection);
    void connection.drained().then(() => this.bringLive(connection));
  }

  onFail(connection: FeedConnection, reason: string): void {
    this.sayGoodbye(connection, reason);
  }

  onClose(connection: FeedConnection): void {
    this.leave(connection);
    this.connections.delete(connection);
  }

  private async bringLive(connection: FeedConnection): Promise<void> {
    await this.catchUp.bringLive(connection, () => this.opener.restart(connection, 'window'));
  }

  private leave(connection: FeedConnection): void {
    connection.live = false;
    this.fanOut.leave(connection);
  }
}
