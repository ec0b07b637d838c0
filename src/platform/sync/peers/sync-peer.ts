import { createHash, timingSafeEqual } from 'node:crypto';
import type {
  SyncCredentials,
  SyncDialect,
  SyncMode,
  SyncPeerOptions,
} from '../interfaces/sync-module-options.interface.js';

/** Another deployment, with every default in its place. */
export class SyncPeer {
  readonly name: string;
  readonly url: string | undefined;
  readonly mode: SyncMode;
  readonly dialect: SyncDialect;
  /** Whether this side is the central one of the two. */
  readonly isCentralHere: boolean;

  constructor(private readonly options: SyncPeerOptions) {
    this.name = options.name;
    this.url = options.url;
    this.mode = options.mode ?? 'communicator';
    this.dialect = options.dialect ?? 'released';
    this.isCentralHere = options.central ?? options.url !== undefined;
  }

  /** What is used to call it. */
  get credentials(): readonly SyncCredentials[] {
    const { credentials } = this.options;
    return typeof credentials === 'function' ? credentials() : credentials;
  }

  /** Compares with every pair it has, in a time that says nothing about them. */
  admits(given: SyncCredentials): boolean {
    const wanted = digest(given);
    return this.credentials.reduce(
      (found, known) => timingSafeEqual(digest(known), wanted) || found,
      false,
    );
  }
}

/** One length for all, whatever the password's. */
function digest({ username, password }: SyncCredentials): Buffer {
  return createHash('sha256')
    .update(JSON.stringify([username, password]))
    .digest();
}
