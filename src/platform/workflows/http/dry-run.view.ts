import { z } from 'zod';
import type { DryRunPeriod, DryRunResult } from '../trying/dry-run.interface.js';

const resultSchema = z.object({
  event: z.object({
    id: z.string(),
    action: z.string(),
    aggregate: z.string(),
    aggregate_id: z.string(),
    item_type: z.string(),
    actor: z.object({ id: z.string(), type: z.string() }),
    occurred_at: z.string(),
  }),
  matched: z.boolean(),
  truth: z.unknown(),
  missing: z.array(z.string()),
  actions: z.array(
    z.object({
      type: z.string(),
      label: z.string(),
      outside: z.boolean(),
      input: z.record(z.string(), z.unknown()),
    }),
  ),
});

/** What a workflow would have done. */
export const dryRunAnswerSchema = z.object({
  event: resultSchema.nullable(),
  period: z
    .object({
      days: z.int(),
      from: z.iso.datetime(),
      to: z.iso.datetime(),
      scanned: z.int(),
      matched: z.int(),
      complete: z.boolean(),
      samples: z.array(resultSchema),
    })
    .nullable(),
});

export function resultView(result: DryRunResult): z.output<typeof resultSchema> {
  const { event, itemType, matched, truth, missing, actions } = result;
  return {
    event: {
      id: event.id,
      action: event.action,
      aggregate: event.aggregate,
      aggregate_id: event.aggregateId,
      item_type: itemType,
      actor: { id: event.actor.id, type: event.actor.type },
      occurred_at: event.occurredAt,
    },
    matched,
    truth,
    missing: [...missing],
    actions: [...actions],
  };
}

export function periodView(
  period: DryRunPeriod,
): NonNullable<z.output<typeof dryRunAnswerSchema>['period']> {
  return {
    ...period,
    from: period.from.toISOString(),
    to: period.to.toISOString(),
    samples: period.samples.map(resultView),
  };
}
