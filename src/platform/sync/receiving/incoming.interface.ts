import type { SyncPeer } from '../peers/sync-peer.js';
import type { ReceivedEntity } from '../records/synced-entities.js';
import type { WireMessage } from '../wire/envelope.js';
import type { Attributes } from '../wire/message-body.js';
import type { InboundRow } from './inbound-rows.js';

/** A stored message, read. */
export interface ReadMessage {
  readonly row: InboundRow;
  readonly message: WireMessage;
  readonly name: string;
  readonly attributes: Attributes;
  /** The entity whose records these are. */
  readonly received: ReceivedEntity;
  /** The last message of ours that the peer had when it made this one. */
  readonly seen: string;
}

/** A message on its way into a record. */
export interface Incoming extends Omit<ReadMessage, 'row'> {
  readonly peer: SyncPeer;
  readonly recordKey: string;
  /** Somebody decided that it is to be taken, whatever was changed here. */
  readonly force: boolean;
}

/** What became of a message. */
export type Applied =
  | { readonly state: 'processed'; readonly itemType: string; readonly itemId: string | null }
  | {
      readonly state: 'parked';
      readonly itemType: string;
      readonly itemId: string;
      readonly reason: string;
    }
  | { readonly state: 'unclaimed'; readonly reason: string };
