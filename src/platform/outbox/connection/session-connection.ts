import { setTimeout as pause } from 'node:timers/promises';
import { Socket } from 'node:net';
import { Logger } from '@nestjs/common';
import { Client, type ClientConfig, type QueryResultRow } from 'pg';
import { SessionClosedError } from '../outbox.errors.js';
import { backoff } from './backoff.util.js';
import { isBehindTransactionPooler } from './transaction-pooler.util.js';
import { withTimeLimit } from './with-time-limit.util.js';

/** What a session connection is for and who hears about it. */
export interface SessionConnectionOptions {
  readonly config: ClientConfig;
  /** Shown as `application_name` and in the log. */
  readonly name: string;
  /** Prepares a fresh session (LISTEN, SET); a failure counts as a failed connect. */
  readonly onOpen?: (session: SessionConnection) => Promise<void>;
  /** Runs once the prepared session is in use. */
  readonly onReady?: () => void;
  readonly onLost?: () => void;
  readonly onNotification?: (channel: string, payload: string) => void;
}

const TIME_LIMIT = 10_000;
const HEARTBEAT = 5_000;

/**
 * One PostgreSQL session outside any pool, for what only a session can hold: an advisory lock,
 * LISTEN. Reconnects for ever; a heartbeat finds the connection that died without saying so.
 */
export class SessionConnection {
  private readonly logger = new Logger(SessionConnection.name);
  private client?: Client;
  private socket?: Socket;
  private loop?: Promise<void>;
  private stopping = new AbortController();
  private queue: Promise<unknown> = Promise.resolve();
  private ready = false;
  private shared = false;
  private warned = false;

  constructor(private readonly options: SessionConnectionOptions) {}

  /** Whether statements can be sent right now. */
  get open(): boolean {
    return this.ready;
  }

  /** Whether a pooler stands between: the session is none, so neither lock nor LISTEN in it. */
  get pooled(): boolean {
    return this.shared;
  }

  start(): void {
    this.loop ??= this.run();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    const client = this.client;
    if (client) await withTimeLimit('closing', 1_000, client.end()).catch(() => undefined);
    this.drop();
    await this.loop;
  }

  /** Runs one statement after those before it. */
  query<R extends QueryResultRow>(text: string, values?: unknown[]): Promise<R[]> {
    const result = this.queue.then(() => this.send<R>(text, values));
    this.queue = result.catch(() => undefined);
    return result;
  }

  /** A server that does not answer in time costs the whole session. */
  private async send<R extends QueryResultRow>(text: string, values?: unknown[]): Promise<R[]> {
    const client = this.client;
    if (!client) throw new SessionClosedError(this.options.name);
    try {
      const result = await withTimeLimit(
        `PostgreSQL (${this.options.name})`,
        TIME_LIMIT,
        client.query<R>(text, values),
      );
      return result.rows;
    } catch (error) {
      if (!isServerAnswer(error)) this.drop();
      throw error;
    }
  }

  private drop(): void {
    this.socket?.destroy();
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    for (let attempt = 0; !signal.aborted; attempt += 1) {
      try {
        const session = await this.connect();
        attempt = 0;
        await session.lost;
      } catch (error) {
        if (attempt === 0 && !signal.aborted) {
          this.logger.warn(`${this.options.name}: ${String(error)}; connecting until it works`);
        }
      }
      await pause(backoff(attempt), undefined, { signal }).catch(() => undefined);
    }
  }

  /** Opens and prepares a session; `lost` settles when it is gone. */
  private async connect(): Promise<{ readonly lost: Promise<void> }> {
    const socket = new Socket();
    const client = new Client({
      connectionTimeoutMillis: TIME_LIMIT,
      keepAlive: true,
      application_name: this.options.name,
      ...this.options.config,
      // Kept at hand so that a session which no longer answers can be torn down at once.
      stream: () => socket,
    });
    const lost = new Promise<void>((resolve) => {
      client.on('error', () => resolve());
      client.on('end', () => resolve());
    }).then(() => this.forget(client, socket));
    client.on('notification', ({ channel, payload }) =>
      this.options.onNotification?.(channel, payload ?? ''),
    );
    this.client = client;
    this.socket = socket;
    try {
      // A client that is told to end while it connects leaves its `connect` unanswered.
      await Promise.race([this.prepare(client), lost.then(() => this.refuse())]);
    } catch (error) {
      this.client = undefined;
      socket.destroy();
      throw error;
    }
    this.ready = true;
    this.options.onReady?.();
    void this.beat(client);
    return { lost };
  }

  private async prepare(client: Client): Promise<void> {
    await client.connect();
    this.shared = await isBehindTransactionPooler(client, this.options.config);
    if (this.shared) this.warn();
    await this.options.onOpen?.(this);
  }

  private refuse(): never {
    throw new SessionClosedError(this.options.name);
  }

  private warn(): void {
    if (this.warned) return;
    this.warned = true;
    this.logger.warn(
      `${this.options.name}: behind a pooler in transaction mode nothing can be listened to, and the database is polled instead. ` +
        'Give it a direct connection (DATABASE_DIRECT_URL, or `connection` of the outbox module).',
    );
  }

  private forget(client: Client, socket: Socket): void {
    socket.destroy();
    if (this.client !== client) return;
    this.client = undefined;
    this.ready = false;
    this.options.onLost?.();
  }

  private async beat(client: Client): Promise<void> {
    const { signal } = this.stopping;
    while (this.client === client && !signal.aborted) {
      await pause(HEARTBEAT, undefined, { signal, ref: false }).catch(() => undefined);
      if (this.client !== client || signal.aborted) return;
      await this.query('SELECT 1').catch(() => undefined);
    }
  }
}

/** An error with an SQLSTATE came from a server that is alive, unless it says that it ends us. */
function isServerAnswer(error: unknown): boolean {
  const code = (error as { code?: unknown } | undefined)?.code;
  if (typeof code !== 'string' || !/^(?:\d\w|F0|HV|P0|XX)\w{3}$/.test(code)) return false;
  return !/^(?:57P|08)/.test(code);
}
