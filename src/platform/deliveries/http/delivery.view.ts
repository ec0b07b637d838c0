import { z } from 'zod';
import type { Delivery } from '../interfaces/delivery.interface.js';
import type { DeliveryAttempt, SubscriberStatus } from '../managing/delivery-reader.js';
import type { DeliveryTask } from '../managing/delivery-task.interface.js';

const time = z.string().meta({ example: '2026-11-21T18:05:00.123Z' });
export const deliveryStates = ['pending', 'queued', 'done', 'dead', 'parked', 'skipped'] as const;

/** A delivery as HTTP shows it. */
export const deliverySchema = z.object({
  id: z.string().meta({ example: '812' }),
  kind: z.string().meta({ example: 'event' }),
  ref_id: z.string().meta({ example: '4711' }),
  subscriber: z.string().meta({ example: 'email' }),
  target: z
    .string()
    .meta({ description: 'A recipient, an endpoint; empty for none.', example: '7' }),
  item_type: z.string().meta({ example: 'Issue' }),
  item_id: z.string().meta({ example: '3' }),
  event: z.string().meta({ example: 'comment_added' }),
  aggregate_type: z.string().meta({ example: 'Issue' }),
  aggregate_id: z.string().meta({ example: '3' }),
  correlation_id: z.string().nullable(),
  causation_id: z.string().nullable().meta({ example: 'event:4711' }),
  state: z.enum(deliveryStates).meta({ example: 'dead' }),
  attempts: z.int().meta({ example: 5 }),
  crashes: z.int().meta({ description: 'How often its process died while it ran.', example: 0 }),
  quarantined: z.boolean().meta({ description: 'Runs with nothing beside it.' }),
  replay: z.boolean(),
  handled_with: z.string().nullable().meta({
    description: 'The delivery whose call it was part of; null for one that had its own.',
  }),
  last_error: z.string().nullable().meta({ example: 'connect ECONNREFUSED 10.0.0.5:25' }),
  skip_reason: z.string().nullable(),
  created_at: time,
  available_at: time.meta({ description: 'When it is due; later than now while it waits.' }),
  queued_at: time.nullable(),
  done_at: time.nullable(),
});

export const deliveryPageSchema = z.object({
  items: z.array(deliverySchema),
  next: z.string().nullable().meta({ description: 'Give it as `after`; null on the last page.' }),
});

/** A delivery with what became of each attempt. */
export const deliveryWithAttemptsSchema = deliverySchema.extend({
  attempts_log: z.array(
    z.object({
      attempt: z.int().meta({ example: 1 }),
      outcome: z.string().meta({
        description:
          'done, fanned_out, failed, retry_later, timeout, crashed, interrupted, dead or skipped',
        example: 'failed',
      }),
      error: z.string().nullable().meta({ example: 'connect ECONNREFUSED 10.0.0.5:25' }),
      detail: z.record(z.string(), z.unknown()).nullable(),
      started_at: time,
      finished_at: time,
    }),
  ),
});

export const subscribersSchema = z.object({
  items: z.array(
    z.object({
      name: z.string().meta({ example: 'email' }),
      ordered: z.boolean(),
      unavailable: z.string().nullable().meta({ example: 'SMTP is not configured' }),
      pending: z.int().meta({ description: 'Counted up to 10,000.', example: 3 }),
      queued: z.int(),
      dead: z.int(),
      parked: z.int().meta({ description: 'Lines that wait for somebody to decide.' }),
      oldest_pending_seconds: z.number().nullable().meta({ example: 12.4 }),
    }),
  ),
});

/** A task as HTTP shows it. */
export const taskSchema = z.object({
  id: z.string().meta({ example: '9' }),
  action: z.enum(['retry', 'skip']),
  filter: z
    .record(z.string(), z.unknown())
    .meta({ example: { state: 'dead', subscriber: 'email' } }),
  reason: z.string().nullable(),
  actor: z.string().meta({ example: 'alice' }),
  state: z.enum(['running', 'done', 'failed']),
  total: z.number().meta({ example: 1_200 }),
  processed: z.number().meta({ example: 500 }),
  changed: z.number().meta({ example: 498 }),
  error: z.string().nullable(),
  created_at: time,
  finished_at: time.nullable(),
});

export const tasksSchema = z.object({ items: z.array(taskSchema) });

export function deliveryView(delivery: Delivery): z.output<typeof deliverySchema> {
  return {
    id: delivery.id,
    kind: delivery.kind,
    ref_id: delivery.refId,
    subscriber: delivery.subscriber,
    target: delivery.target,
    item_type: delivery.itemType,
    item_id: delivery.itemId,
    event: delivery.event,
    aggregate_type: delivery.aggregateType,
    aggregate_id: delivery.aggregateId,
    correlation_id: delivery.correlationId,
    causation_id: delivery.causationId,
    state: delivery.state,
    attempts: delivery.attempts,
    crashes: delivery.crashes,
    quarantined: delivery.crashes > 0,
    replay: delivery.replay !== '',
    handled_with: delivery.handledWith,
    last_error: delivery.lastError,
    skip_reason: delivery.skipReason,
    created_at: delivery.createdAt.toISOString(),
    available_at: delivery.availableAt.toISOString(),
    queued_at: delivery.queuedAt?.toISOString() ?? null,
    done_at: delivery.doneAt?.toISOString() ?? null,
  };
}

export function subscriberView(
  status: SubscriberStatus,
): z.output<typeof subscribersSchema>['items'][number] {
  return {
    name: status.name,
    ordered: status.ordered,
    unavailable: status.unavailable,
    pending: status.pending,
    queued: status.queued,
    dead: status.dead,
    parked: status.parked,
    oldest_pending_seconds: status.oldest_seconds,
  };
}

export function attemptView(attempt: DeliveryAttempt) {
  return {
    attempt: attempt.attempt,
    outcome: attempt.outcome,
    error: attempt.error,
    detail: attempt.detail,
    started_at: attempt.startedAt.toISOString(),
    finished_at: attempt.finishedAt.toISOString(),
  };
}

export function taskView(task: DeliveryTask): z.output<typeof taskSchema> {
  const { state, aggregateType, aggregateId, correlationId, ...rest } = task.filter;
  return {
    id: task.id,
    action: task.action,
    filter: {
      ...(state && { state: state.join(',') }),
      ...rest,
      ...(aggregateType !== undefined && { aggregate_type: aggregateType }),
      ...(aggregateId !== undefined && { aggregate_id: aggregateId }),
      ...(correlationId !== undefined && { correlation_id: correlationId }),
    },
    reason: task.reason,
    actor: task.actor,
    state: task.state,
    total: task.total,
    processed: task.processed,
    changed: task.changed,
    error: task.error,
    created_at: task.createdAt.toISOString(),
    finished_at: task.finishedAt?.toISOString() ?? null,
  };
}
