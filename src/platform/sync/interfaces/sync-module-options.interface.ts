import type { EntityManager } from 'typeorm';
import type { MetricsPort } from '../../outbox/index.js';

/** A user name and password of HTTP Basic. @publicApi */
export interface SyncCredentials {
  readonly username: string;
  readonly password: string;
}

/** How a peer speaks: as the Ruby gem does, or as this module does beyond it. @publicApi */
export type SyncMode = 'communicator' | 'backstory';

/** Which record a message means: by one id on both sides, or by where it was made. @publicApi */
export type SyncDialect = 'released' | 'mapping';

/** Another deployment. @publicApi */
export interface SyncPeerOptions {
  /** What it is called here and in messages: `central`. */
  readonly name: string;
  /** Where it is, when this side opens the connections: `https://facade.example.com`. */
  readonly url?: string;
  /** The first is used to call it; all of them let it in. */
  readonly credentials: readonly SyncCredentials[] | (() => readonly SyncCredentials[]);
  /** @defaultValue communicator */
  readonly mode?: SyncMode;
  /** @defaultValue released */
  readonly dialect?: SyncDialect;
  /** Whether this side is the central one, which wins conflicts. @defaultValue whether `url` is set */
  readonly central?: boolean;
}

/** What a new record lacks because the peer does not know it. @publicApi */
export interface MissingValues {
  /** The item type of the record. */
  readonly itemType: string;
  readonly peer: string;
  /** Attributes of the message, by their names on the wire. */
  readonly attributes: Readonly<Record<string, unknown>>;
  /** Who changed it over there, where the peer says so. */
  readonly whodunnit: string | undefined;
}

/** Options of `SyncModule`. @publicApi */
export interface SyncModuleOptions {
  /** What this deployment is called in messages. */
  readonly name: string;
  readonly peers: readonly SyncPeerOptions[];
  /** Values for columns of a new record that no message holds, by property: its author, say. */
  readonly fill?: (
    missing: MissingValues,
    manager: EntityManager,
  ) => Promise<Readonly<Record<string, string | number | boolean | null>>>;
  /** Attempts at a message before it is parked. @defaultValue 5 */
  readonly maxAttempts?: number;
  /** Milliseconds before each next attempt; the last repeats. @defaultValue 1 s, 5 s, 30 s, 2 min */
  readonly backoff?: readonly number[];
  /** Messages of one request. @defaultValue 500 */
  readonly batchMessages?: number;
  /** Bytes of one request, unless a single message has more. @defaultValue 1000000 */
  readonly batchBytes?: number;
  /** Bytes of a body that are read, of a request or an answer. @defaultValue 33554432 */
  readonly bodyLimit?: number;
  /** Milliseconds that a push may take. @defaultValue 10000 */
  readonly pushTimeout?: number;
  /** Milliseconds that a pull may take; the gem answers with all that it has. @defaultValue 60000 */
  readonly pullTimeout?: number;
  /** Where figures go. @defaultValue nowhere */
  readonly metrics?: MetricsPort;
}
