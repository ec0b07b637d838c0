import { setTimeout as delay } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import type { ClientConfig } from 'pg';
import { Announcer } from './announcer.js';
import { SessionConnection } from './connection/session-connection.js';
import type { AppendedEntry } from './interfaces/appended-entry.interface.js';
import type { PubSub } from './interfaces/pub-sub.interface.js';
import { DOORBELL_CHANNEL, RELAY_LOCK_SPACE } from './outbox.constants.js';
import { RelaySleep } from './relay-sleep.js';
import { APPEND_BATCH } from './sql/append-batch.sql.js';
import {
  ANYTHING_WAITS,
  NOTE_ANNOUNCED,
  READ_HEAD,
  READ_UNANNOUNCED,
  TRY_LEAD,
} from './sql/relay-statements.sql.js';

/** What a relay needs to run. */
export interface RelayOptions {
  readonly config: ClientConfig;
  readonly pubSub: PubSub;
  readonly batchSize?: number;
  readonly pollInterval?: number;
  /** Relays of one electorate elect one leader; tests put two in power at once. @internal */
  readonly electorate?: number;
  /** Hears the size of each batch and how long it took, in seconds. */
  readonly onBatch?: (entries: number, seconds: number) => void;
  /** Hears after a turn that there may be deliveries to hand out. */
  readonly onDeliveries?: () => void;
  /** Hears of each failed turn; the rows of its batch stay in the outbox. */
  readonly onFailure?: (error: unknown) => void;
}

interface AppendedRow {
  position: string;
  ref_id: string;
  item_type: string;
  item_id: string;
  event: string;
  source: string | null;
  /** How many deliveries the whole batch made. */
  deliveries?: number;
}

/** Most milliseconds before a failed turn is tried again. */
const RETRY = 1_000;

/** Milliseconds between looks while other programs write, and while one takes its time. */
const GLANCE = 10;
const PATIENT_GLANCE = 50;

/**
 * Moves what was committed from the outbox to the feed. Any number may run, one leads: the holder
 * of a session advisory lock, on the very session that it moves rows with, so a leader that lost
 * the lock has lost its hands too.
 * @publicApi
 */
export class Relay {
  private readonly logger = new Logger(Relay.name);
  private readonly session: SessionConnection;
  private readonly announcer: Announcer;
  private readonly electorate: number;
  private readonly rest: RelaySleep;
  private readonly batchSize: number;
  private readonly pollInterval: number;
  private readonly stopping = new AbortController();
  private sleeping?: AbortController;
  private rung = false;
  private leads = false;
  private failing = false;
  private noted = 0;
  private loop?: Promise<void>;
  private unsubscribe?: () => void;

  constructor(private readonly options: RelayOptions) {
    this.batchSize = options.batchSize ?? 1_000;
    this.pollInterval = options.pollInterval ?? 1_000;
    this.electorate = options.electorate ?? 1;
    this.announcer = new Announcer(options.pubSub, (after, limit) =>
      this.unannounced(after, limit),
    );
    this.session = new SessionConnection({
      config: options.config,
      name: 'backstory relay',
      onOpen: async (session) => {
        // What is set in a shared session is set for strangers.
        if (session.pooled) return;
        await session.query("SET default_transaction_isolation TO 'read committed'");
        await session.query("SET lock_timeout TO '5s'");
        // The server lets the lock go when the machine of a leader vanishes without a word.
        await session.query('SET tcp_keepalives_idle TO 2');
        await session.query('SET tcp_keepalives_interval TO 1');
        await session.query('SET tcp_keepalives_count TO 2');
        await session.query(`LISTEN ${DOORBELL_CHANNEL}`);
      },
      onReady: () => this.wake(),
      onLost: () => (this.leads = false),
      onNotification: () => this.wake(),
    });
    this.rest = new RelaySleep(this.session, this.electorate);
  }

  /** Whether this relay is the one that moves rows. */
  get leading(): boolean {
    return this.leads;
  }

  start(): void {
    if (this.loop) return;
    this.unsubscribe = this.options.pubSub.onRing(() => this.wake());
    this.session.start();
    this.loop = this.run();
  }

  /** Finishes the batch under way and lets a standby take over. */
  async stop(): Promise<void> {
    this.unsubscribe?.();
    this.stopping.abort();
    this.sleeping?.abort();
    await this.loop;
    await this.announcer.stop();
    if (this.leads) await this.noteAnnounced().catch(() => undefined);
    this.leads = false;
    await this.session.stop();
  }

  /** Looks into the outbox now; false when another relay leads. */
  wake(): boolean {
    this.rung = true;
    if (this.leads) this.sleeping?.abort();
    return this.leads;
  }

  private async run(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      try {
        await this.turn();
        this.failing = false;
      } catch (error) {
        if (!this.failing) this.logger.error(`relay: ${String(error)}; trying again`);
        this.failing = true;
        this.options.onFailure?.(error);
        await this.sleep(Math.min(this.pollInterval, RETRY));
      }
    }
  }

  private async turn(): Promise<void> {
    if (!this.leads && !(await this.campaign())) {
      // A standby is not woken by the doorbell: the leader answers it.
      await this.sleep(this.session.open ? this.pollInterval : 100);
      return;
    }
    const rung = this.rung;
    this.rung = false;
    const started = performance.now();
    const { entries, deliveries, foreign } = await this.append();
    // Somebody rang and the outbox is empty: a delivery was committed without a fact.
    if (deliveries > 0 || (rung && entries.length === 0)) this.options.onDeliveries?.();
    if (entries.length > 0) {
      this.announcer.add(entries);
      this.options.onBatch?.(entries.length, (performance.now() - started) / 1_000);
    }
    if (foreign && !this.session.pooled) await this.rest.interrupt();
    if (entries.length < this.batchSize && !this.rung) await this.pause();
  }

  /** Until there may be something to do; returns at once after falling asleep, to look once more. */
  private async pause(): Promise<void> {
    if (this.rest.deep || this.session.pooled) {
      if (!(await this.sleep(this.pollInterval))) await this.noteAnnounced();
    } else if (this.rest.attentive) {
      await this.glanceEvery(GLANCE);
    } else if (!(await this.rest.fall())) {
      await this.glanceEvery(PATIENT_GLANCE);
    }
  }

  /** Looks cheaply until something waits, somebody rings, or nobody has written for a while. */
  private async glanceEvery(milliseconds: number): Promise<void> {
    do {
      if (await this.sleep(Math.min(milliseconds, this.pollInterval))) return;
      const [answer] = await this.session.query<{ waits: boolean }>(ANYTHING_WAITS);
      if (answer?.waits === true) return;
    } while (this.rest.attentive);
  }

  private async campaign(): Promise<boolean> {
    if (!this.session.open) return false;
    if (!(await this.elect())) return false;
    this.rest.begin();
    const [head] = await this.session.query<{ position: string; announced: string }>(READ_HEAD);
    this.noted = Number(head?.announced ?? 0);
    this.announcer.begin(this.noted, Number(head?.position ?? 0));
    this.leads = this.session.open;
    if (this.leads) this.logger.log('this process leads the relay');
    return this.leads;
  }

  /** Behind a pooler nobody can be elected: each leads, and the lock on the head makes them take turns. */
  private async elect(): Promise<boolean> {
    if (this.session.pooled) return true;
    const [answer] = await this.session.query<{ leading: boolean }>(TRY_LEAD, [
      RELAY_LOCK_SPACE,
      this.electorate,
    ]);
    return answer?.leading === true;
  }

  private async append(): Promise<{
    entries: AppendedEntry[];
    deliveries: number;
    /** Whether another program made one of them. */
    foreign: boolean;
  }> {
    const announced = this.announcer.position;
    const rows = await this.session.query<AppendedRow>(APPEND_BATCH, [this.batchSize, announced]);
    if (rows.length > 0) this.noted = announced;
    const entries = rows.map(toEntry).sort((a, b) => a.position - b.position);
    const foreign = rows.some(({ source }) => source === 'database');
    return { entries, deliveries: rows[0]?.deliveries ?? 0, foreign };
  }

  private async unannounced(after: number, limit: number): Promise<AppendedEntry[]> {
    const rows = await this.session.query<AppendedRow>(READ_UNANNOUNCED, [after, limit]);
    return rows.map(toEntry);
  }

  private async noteAnnounced(): Promise<void> {
    const announced = this.announcer.position;
    if (announced <= this.noted) return;
    await this.session.query(NOTE_ANNOUNCED, [announced]);
    this.noted = announced;
  }

  /** Sleeps unless woken; true when it was woken. */
  private async sleep(milliseconds: number): Promise<boolean> {
    if (this.stopping.signal.aborted) return true;
    this.sleeping = new AbortController();
    try {
      await delay(milliseconds, undefined, { signal: this.sleeping.signal });
      return false;
    } catch {
      return true;
    } finally {
      this.sleeping = undefined;
    }
  }
}

function toEntry(row: AppendedRow): AppendedEntry {
  return {
    position: Number(row.position),
    refId: row.ref_id,
    itemType: row.item_type,
    itemId: row.item_id,
    event: row.event,
  };
}
