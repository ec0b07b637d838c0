import { setImmediate as turn } from 'node:timers/promises';
import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { SLICE } from '../feed.constants.js';
import { FEED_SETTINGS } from '../feed.module-definition.js';
import type { FeedSettings } from '../feed-settings.js';
import { FeedHub } from '../hub/feed-hub.js';
import { checkpointEvent, HEARTBEAT } from '../wire/control-events.js';
import { FeedChunk } from '../wire/feed-chunk.js';
import { Admission } from './admission.js';
import { FeedPolls } from './feed-polls.js';
import type { FeedConnection } from './feed-connection.js';
import { FeedStreams } from './feed-streams.js';
import { RightsWatch } from './rights-watch.js';

const ROUND = 1_000;
/** A client that takes nothing this long while much waits is cut before `slowTime`. */
const PATIENCE = 5_000;
/** How long clients have to take their goodbye when the process stops. */
const FAREWELL = 1_000;

/** Goes its rounds over the open streams: heartbeats, checkpoints, slow clients, ends of life. */
@Injectable()
export class StreamKeeper implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly heartbeat = new FeedChunk(HEARTBEAT);
  private timer?: NodeJS.Timeout;
  private goingRound = false;

  constructor(
    @Inject(FEED_SETTINGS) private readonly settings: FeedSettings,
    private readonly hub: FeedHub,
    private readonly streams: FeedStreams,
    private readonly polls: FeedPolls,
    private readonly rights: RightsWatch,
    private readonly admission: Admission,
  ) {}

  onApplicationBootstrap(): void {
    const every = Math.min(ROUND, this.settings.heartbeat, this.settings.slowTime);
    this.timer = setInterval(() => {
      void this.goRound();
    }, every).unref();
  }

  /** Before the HTTP server closes: it would wait for every open stream. */
  async beforeApplicationShutdown(): Promise<void> {
    this.admission.close();
    clearInterval(this.timer);
    this.polls.answerAll();
    let ended = 0;
    for (const connection of this.streams.connections) {
      this.streams.sayGoodbye(connection, 'draining', true);
      ended += 1;
      if (ended % SLICE === 0) await turn();
    }
    await this.farewell();
    await this.hub.stop();
  }

  private async farewell(): Promise<void> {
    const deadline = Date.now() + FAREWELL;
    while (this.streams.connections.size > 0 && Date.now() < deadline) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    for (const connection of this.streams.connections) connection.cut();
  }

  private async goRound(): Promise<void> {
    if (this.goingRound) return;
    this.goingRound = true;
    try {
      let seen = 0;
      for (const connection of this.streams.connections) {
        if (!connection.closed) this.look(connection);
        seen += 1;
        if (seen % (SLICE * 2) === 0) await turn();
      }
      await this.rights.check(this.streams.connections, (connection) =>
        this.streams.sayGoodbye(connection, 'unauthorized'),
      );
    } finally {
      this.goingRound = false;
    }
  }

  private look(connection: FeedConnection): void {
    const now = Date.now();
    const slow = this.slowness(connection, now);
    if (slow) this.streams.evict(connection, slow);
    else if (connection.expired(now, this.settings.maxLifetime)) {
      this.streams.sayGoodbye(connection, 'lifetime');
    } else this.keepAlive(connection, now);
  }

  private slowness(connection: FeedConnection, now: number): 'time' | 'bytes' | undefined {
    const since = connection.stalledSince(now, this.hub.bytes);
    if (since === undefined) return undefined;
    if (now - since >= this.settings.slowTime) return 'time';
    const owed = Math.max(connection.pending, this.hub.bytes - connection.progressBytes);
    return now - since >= PATIENCE && owed > this.settings.slowBytes ? 'bytes' : undefined;
  }

  /** Every so often a client of few entries learns how far it has come; others just that we live. */
  private keepAlive(connection: FeedConnection, now: number): void {
    if (now - connection.writtenAt < this.settings.heartbeat) return;
    const { delivered, epoch } = this.hub;
    if (!connection.live || delivered <= connection.cursor) {
      connection.write(this.heartbeat);
      return;
    }
    connection.cursor = delivered;
    connection.writeText(checkpointEvent(epoch, delivered));
  }
}
