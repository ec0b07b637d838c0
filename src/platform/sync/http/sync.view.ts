import type { z } from 'zod';
import type { RecordComparison } from '../comparing/record-comparer.js';
import type { StoredMessage } from '../managing/message-row.js';
import type { PeerStatus, StoredConflict } from '../managing/sync-status.js';
import type {
  comparisonSchema,
  conflictPageSchema,
  messageSchema,
  peersSchema,
} from './sync.schemas.js';

export function messageView(message: StoredMessage): z.output<typeof messageSchema> {
  return {
    seq: message.seq,
    direction: message.direction,
    peer: message.peer,
    id: message.id,
    state: message.state,
    body: message.body,
    item_type: message.itemType,
    item_id: message.itemId,
    origin: message.origin,
    original_id: message.originalId,
    event: message.event,
    whodunnit: message.whodunnit,
    attempts: message.attempts,
    last_error: message.lastError,
    skip_reason: message.skipReason,
    correlation_id: message.correlationId,
    causation_id: message.causationId,
    created_at: message.createdAt.toISOString(),
    available_at: message.availableAt?.toISOString() ?? null,
    done_at: message.doneAt?.toISOString() ?? null,
  };
}

export function peerView(peer: PeerStatus): z.output<typeof peersSchema>['items'][number] {
  return {
    ...peer,
    last_push_at: peer.last_push_at?.toISOString() ?? null,
    last_pull_at: peer.last_pull_at?.toISOString() ?? null,
    last_contact_at: peer.last_contact_at?.toISOString() ?? null,
    last_error_at: peer.last_error_at?.toISOString() ?? null,
  };
}

export function conflictView(
  conflict: StoredConflict,
): z.output<typeof conflictPageSchema>['items'][number] {
  return {
    ...conflict,
    fields: [...conflict.fields],
    ours: (conflict.ours ?? {}) as Record<string, unknown>,
    theirs: (conflict.theirs ?? {}) as Record<string, unknown>,
    created_at: conflict.created_at.toISOString(),
  };
}

export function comparisonView(comparison: RecordComparison): z.output<typeof comparisonSchema> {
  return {
    peer: comparison.peer,
    item_type: comparison.itemType,
    item_id: comparison.itemId,
    is_here: comparison.isHere,
    is_there: comparison.isThere,
    id_there: comparison.idThere,
    source: comparison.source,
    why: comparison.why,
    as_of: comparison.asOf?.toISOString() ?? null,
    on_the_way: comparison.onTheWay,
    fields: [...comparison.fields],
  };
}
