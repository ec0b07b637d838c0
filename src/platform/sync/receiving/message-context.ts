import { parseCorrelationId, type CorrelationContext } from '../../correlation/index.js';
import type { SyncPeer } from '../peers/sync-peer.js';
import { SYNC_SOURCE } from '../sync.constants.js';
import type { InboundRow } from './inbound-rows.js';

/** Who acts, and in whose correlation: the sender's, so that one id tells both sides' story. */
export function messageContext(peer: SyncPeer, row: InboundRow): Partial<CorrelationContext> {
  const correlationId = parseCorrelationId(row.correlation_id ?? undefined);
  const whodunnit = row.details?.whodunnit;
  return {
    ...(correlationId !== undefined && { correlationId }),
    causationId: `inbound_message:${row.seq}`,
    actor: { id: `sync:${peer.name}`, type: 'peer' },
    source: SYNC_SOURCE,
    meta: {
      sync_peer: peer.name,
      sync_message: row.id,
      ...(whodunnit !== undefined && { sync_whodunnit: whodunnit }),
    },
  };
}
