import type { ClientConfig } from 'pg';
import { SessionConnection } from '../connection/session-connection.js';
import type { AppendedEntry } from '../interfaces/appended-entry.interface.js';
import type { PubSub } from '../interfaces/pub-sub.interface.js';
import { DOORBELL_CHANNEL, FEED_CHANNEL } from '../outbox.constants.js';
import { Listeners } from './listeners.js';

/**
 * Hints over LISTEN/NOTIFY, for deployments without Redis. One NOTIFY per relay batch, sent outside
 * any application transaction: notifying commits queue up behind one lock of the whole server.
 * @publicApi
 */
export class PostgresPubSub implements PubSub {
  private readonly announcements = new Listeners<[position?: number]>();
  private readonly rings = new Listeners<[]>();
  private readonly session: SessionConnection;

  constructor(config: ClientConfig) {
    this.session = new SessionConnection({
      config,
      name: 'backstory pub/sub',
      onOpen: async (session) => {
        if (session.pooled) return;
        await session.query(`LISTEN ${FEED_CHANNEL}`);
        await session.query(`LISTEN ${DOORBELL_CHANNEL}`);
      },
      onReady: () => {
        this.announcements.tell();
        this.rings.tell();
      },
      onNotification: (channel, payload) => this.hear(channel, payload),
    });
    this.session.start();
  }

  get healthy(): boolean {
    return this.session.open && !this.session.pooled;
  }

  async announce(entries: readonly AppendedEntry[]): Promise<void> {
    const first = entries[0];
    const last = entries.at(-1);
    if (!first || !last) return;
    await this.session.query('SELECT pg_notify($1, $2)', [
      FEED_CHANNEL,
      `${first.position}-${last.position}`,
    ]);
  }

  async ring(): Promise<void> {
    // Lost while reconnecting: the relay's own poll makes up for it.
    await this.session.query(`NOTIFY ${DOORBELL_CHANNEL}`).catch(() => undefined);
  }

  onAnnouncement(listener: (position?: number) => void): () => void {
    return this.announcements.add(listener);
  }

  onRing(listener: () => void): () => void {
    return this.rings.add(listener);
  }

  async close(): Promise<void> {
    await this.session.stop();
  }

  private hear(channel: string, payload: string): void {
    if (channel === DOORBELL_CHANNEL) {
      this.rings.tell();
      return;
    }
    const last = Number(payload.split('-')[1]);
    if (Number.isSafeInteger(last)) this.announcements.tell(last);
    else this.announcements.tell();
  }
}
