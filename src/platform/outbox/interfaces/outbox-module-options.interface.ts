import type { RedisOptions } from 'ioredis';
import type { ClientConfig } from 'pg';
import type { MetricsPort } from './metrics-port.interface.js';
import type { PubSub } from './pub-sub.interface.js';

/** Options of `OutboxModule`. @publicApi */
export interface OutboxModuleOptions {
  /**
   * How the relay (and pub/sub without Redis) reaches PostgreSQL: by a direct connection. Behind a
   * pooler in transaction mode neither session locks nor LISTEN work; it is noticed, and polled.
   * @defaultValue the connection of the injected data source
   */
  readonly connection?: string | ClientConfig;
  /** Redis for hints between processes; without it they travel over PostgreSQL NOTIFY. */
  readonly redis?: string | RedisOptions;
  /** A pub/sub of your own instead of the two included. */
  readonly pubSub?: PubSub;
  /** Whether this process takes part in the relay's election. @defaultValue true */
  readonly relay?: boolean;
  /** Rows moved by one statement. @defaultValue 1000 */
  readonly batchSize?: number;
  /** Milliseconds between looks when no doorbell rings. @defaultValue 1000 */
  readonly pollInterval?: number;
  /** Where figures go. @defaultValue nowhere */
  readonly metrics?: MetricsPort;
}
