import type { Delivery, DeliveryState } from '../interfaces/delivery.interface.js';

/** The columns of a delivery as a `DeliveryRow`; the table goes by `d`. */
export const DELIVERY_COLUMNS = `d.id::text, d.kind, d.ref_id::text, d.subscriber, d.target,
  d.replay, d.item_type, d.item_id, d.event, d.aggregate_type, d.aggregate_id,
  d.correlation_id, d.causation_id, d.state, d.attempts, d.attempts_base, d.crashes,
  d.depth, d.handled_with::text, d.ordering_key, d.last_error, d.skip_reason, d.created_at, d.available_at, d.queued_at, d.done_at`;

/** A row of `backstory.deliveries`. */
export interface DeliveryRow {
  readonly id: string;
  readonly kind: string;
  readonly ref_id: string;
  readonly subscriber: string;
  readonly target: string;
  readonly replay: string;
  readonly item_type: string;
  readonly item_id: string;
  readonly event: string;
  readonly aggregate_type: string;
  readonly aggregate_id: string;
  readonly correlation_id: string | null;
  readonly causation_id: string | null;
  readonly state: DeliveryState;
  readonly attempts: number;
  readonly attempts_base: number;
  readonly crashes: number;
  readonly depth: number;
  readonly handled_with: string | null;
  readonly ordering_key: string | null;
  readonly last_error: string | null;
  readonly skip_reason: string | null;
  readonly created_at: Date;
  readonly available_at: Date;
  readonly queued_at: Date | null;
  readonly done_at: Date | null;
}

export function toDelivery(row: DeliveryRow): Delivery {
  return {
    id: row.id,
    kind: row.kind,
    refId: row.ref_id,
    subscriber: row.subscriber,
    target: row.target,
    replay: row.replay,
    itemType: row.item_type,
    itemId: row.item_id,
    event: row.event,
    aggregateType: row.aggregate_type,
    aggregateId: row.aggregate_id,
    correlationId: row.correlation_id,
    causationId: row.causation_id,
    state: row.state,
    attempts: row.attempts,
    crashes: row.crashes,
    handledWith: row.handled_with,
    lastError: row.last_error,
    skipReason: row.skip_reason,
    createdAt: row.created_at,
    availableAt: row.available_at,
    queuedAt: row.queued_at,
    doneAt: row.done_at,
  };
}
