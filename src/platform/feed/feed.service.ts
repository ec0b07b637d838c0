import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { OutboxService } from '../outbox/index.js';
import { FeedStreams } from './streams/feed-streams.js';

/** What the application asks of the feed beside its routes. @publicApi */
@Injectable()
export class FeedService {
  constructor(
    private readonly outbox: OutboxService,
    private readonly streams: FeedStreams,
  ) {}

  /**
   * The feed's position for a list's `feed_position`. Read it before the list, or with the list's
   * own snapshot, and a stream that starts from it shows every later change.
   */
  position(manager?: EntityManager): Promise<string> {
    return this.outbox.feedPosition(manager);
  }

  /** How many streams this process holds. */
  get subscribers(): number {
    return this.streams.connections.size;
  }
}
