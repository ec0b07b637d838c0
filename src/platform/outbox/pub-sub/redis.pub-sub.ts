import { Logger } from '@nestjs/common';
import { Redis, type RedisOptions } from 'ioredis';
import { backoff } from '../connection/backoff.util.js';
import { withTimeLimit } from '../connection/with-time-limit.util.js';
import type { AppendedEntry } from '../interfaces/appended-entry.interface.js';
import type { PubSub } from '../interfaces/pub-sub.interface.js';
import { REDIS_DOORBELL_CHANNEL } from '../outbox.constants.js';
import { AnnouncementError } from '../outbox.errors.js';
import { FEED_CHANNEL_PATTERN, feedChannel } from './feed-channel.util.js';
import { Listeners } from './listeners.js';

const TIME_LIMIT = 2_000;
const HEARTBEAT = 10_000;

/**
 * Hints over Redis: `notif:<item_type>:<event>` carries `{id, item_id, position}` to whoever
 * listens, ours or not. One connection publishes; one more subscribes once somebody listens here.
 * @publicApi
 */
export class RedisPubSub implements PubSub {
  private readonly logger = new Logger(RedisPubSub.name);
  private readonly announcements = new Listeners<[position?: number]>();
  private readonly rings = new Listeners<[]>();
  private readonly publisher: Redis;
  private subscriber?: Redis;
  private heartbeat?: NodeJS.Timeout;

  constructor(private readonly server: string | RedisOptions) {
    // Refusing at once while Redis is away keeps the relay from waiting for a hint.
    this.publisher = this.connect({ enableOfflineQueue: false, maxRetriesPerRequest: 0 });
  }

  get healthy(): boolean {
    return this.subscriber?.status === 'ready';
  }

  async announce(entries: readonly AppendedEntry[]): Promise<void> {
    if (entries.length === 0) return;
    const pipeline = this.publisher.pipeline();
    for (const { itemType, event, refId, itemId, position } of entries) {
      const message = JSON.stringify({ id: refId, item_id: itemId, position: String(position) });
      pipeline.publish(feedChannel(itemType, event), message);
    }
    const results = await withTimeLimit('Redis (announce)', TIME_LIMIT, pipeline.exec());
    const failed = results?.find(([error]) => error);
    if (!results || failed) throw new AnnouncementError(entries.length, failed?.[0]);
  }

  async ring(): Promise<void> {
    const published = this.publisher.publish(REDIS_DOORBELL_CHANNEL, '');
    await withTimeLimit('Redis (ring)', TIME_LIMIT, published).catch(() => undefined);
  }

  onAnnouncement(listener: (position?: number) => void): () => void {
    this.subscribe();
    return this.announcements.add(listener);
  }

  onRing(listener: () => void): () => void {
    this.subscribe();
    return this.rings.add(listener);
  }

  async close(): Promise<void> {
    clearInterval(this.heartbeat);
    this.publisher.disconnect();
    this.subscriber?.disconnect();
    await Promise.resolve();
  }

  private subscribe(): void {
    if (this.subscriber) return;
    const subscriber = this.connect({ autoResubscribe: false, maxRetriesPerRequest: null });
    this.subscriber = subscriber;
    subscriber.on('pmessage', (_pattern, _channel, message) => this.hear(message));
    subscriber.on('message', () => this.rings.tell());
    subscriber.on('ready', () => {
      void this.listen(subscriber);
    });
    this.heartbeat = setInterval(() => {
      void this.beat(subscriber);
    }, HEARTBEAT).unref();
  }

  /** Subscribes after each (re)connect; what was said meanwhile is lost, so everybody looks. */
  private async listen(subscriber: Redis): Promise<void> {
    try {
      await subscriber.psubscribe(FEED_CHANNEL_PATTERN);
      await subscriber.subscribe(REDIS_DOORBELL_CHANNEL);
      this.announcements.tell();
      this.rings.tell();
    } catch {
      // The connection went again; the next `ready` repeats this.
    }
  }

  /** A cut that no packet told of is only found by asking. */
  private async beat(subscriber: Redis): Promise<void> {
    if (subscriber.status !== 'ready') return;
    try {
      await withTimeLimit('Redis (subscriber)', HEARTBEAT / 2, subscriber.ping());
    } catch {
      subscriber.disconnect(true);
    }
  }

  private hear(message: string): void {
    const position = announcedPosition(message);
    if (position === undefined) this.announcements.tell();
    else this.announcements.tell(position);
  }

  private connect(options: RedisOptions): Redis {
    const shared: RedisOptions = { ...options, connectTimeout: 5_000, retryStrategy: backoff };
    const client =
      typeof this.server === 'string'
        ? new Redis(this.server, shared)
        : new Redis({ ...this.server, ...shared });
    let complained = false;
    client.on('ready', () => (complained = false));
    client.on('error', (error: Error) => {
      if (!complained)
        this.logger.warn(`Redis: ${error.message || String(error)}; connecting until it works`);
      complained = true;
    });
    return client;
  }
}

/** Anybody may publish on the channels, so the message is read as the guess that it is. */
function announcedPosition(message: string): number | undefined {
  try {
    const { position } = JSON.parse(message) as { position?: unknown };
    const value = Number(position);
    return Number.isSafeInteger(value) && value > 0 ? value : undefined;
  } catch {
    return undefined;
  }
}
