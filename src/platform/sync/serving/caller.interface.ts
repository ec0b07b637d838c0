import type { SyncPeer } from '../peers/sync-peer.js';

/** Whoever asks, once it is known who that is. */
export interface Caller {
  readonly peer: SyncPeer;
  /** Whether it speaks as a Backstory, and may be answered so. */
  readonly isBackstory: boolean;
}
