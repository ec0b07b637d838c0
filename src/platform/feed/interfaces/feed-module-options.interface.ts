import type { MetricsPort } from '../../outbox/index.js';
import type { FeedAccessPolicy } from './feed-access-policy.interface.js';

/** Options of `FeedModule`; every duration in milliseconds. @publicApi */
export interface FeedModuleOptions {
  /** Who may see what. @defaultValue whoever reaches the routes sees everything */
  readonly access?: FeedAccessPolicy;
  /** Where figures go. @defaultValue nowhere */
  readonly metrics?: MetricsPort;
  /** How many entries back a client can resume. @defaultValue 50000 */
  readonly windowEntries?: number;
  /** How far back in time a client can resume. @defaultValue 24 h */
  readonly windowAge?: number;
  /** Entries kept in memory for those who resume. @defaultValue 10000 */
  readonly ringEntries?: number;
  /** Bytes of them. @defaultValue 32 MiB */
  readonly ringBytes?: number;
  /** Streams and waiting polls of this process. @defaultValue 20000 */
  readonly maxConnections?: number;
  /** Of them, for one principal. @defaultValue 20 */
  readonly maxPerPrincipal?: number;
  /** Of them, from one address. @defaultValue 1000 */
  readonly maxPerAddress?: number;
  /** Silence after which a comment is sent. @defaultValue 15 s */
  readonly heartbeat?: number;
  /** Range of the random `retry` hint. @defaultValue 1 to 5 s */
  readonly retry?: readonly [least: number, most: number];
  /** Range of the hint to clients of a process that stops or is full. @defaultValue 2 to 30 s */
  readonly awayRetry?: readonly [least: number, most: number];
  /** Life of a stream, after which the client comes back and is authorised again. @defaultValue 10 min */
  readonly maxLifetime?: number;
  /** Bytes that may wait for a client which takes nothing for five seconds. @defaultValue 1 MiB */
  readonly slowBytes?: number;
  /** Time that a client with waiting bytes may take nothing. @defaultValue 30 s */
  readonly slowTime?: number;
  /** Time between looks at the database when nothing is announced. @defaultValue 1 s */
  readonly pollInterval?: number;
}
