import { z } from 'zod';
import type { RunAction, WorkflowRun } from '../storing/run.interface.js';

const truth = z.unknown().meta({
  description:
    'What each condition came to: {path, kind, result, attribute, operator, expected, actual, ' +
    'missing, children}; a result of null is undecided for want of an attribute.',
  example: { path: 'conditions', kind: 'all', result: true, children: [] },
});

/** A workflow held against one event. */
export const runSchema = z.object({
  id: z.string().meta({ example: '12' }),
  workflow_id: z.string(),
  workflow_name: z.string(),
  version: z.int(),
  status: z.enum(['matched', 'succeeded', 'skipped', 'failed']),
  skip_reason: z.enum(['conditions', 'automation', 'depth', 'already_ran', 'budget']).nullable(),
  detail: z.string().nullable(),
  aggregate: z.string(),
  aggregate_id: z.string(),
  item_type: z.string(),
  event_id: z.string(),
  action: z.string(),
  truth,
  missing: z.array(z.string()),
  actions: z.array(
    z.object({
      type: z.string(),
      label: z.string(),
      outside: z.boolean(),
      state: z.enum(['waiting', 'done', 'failed', 'skipped']),
      result: z.record(z.string(), z.unknown()).nullable(),
      error: z.string().nullable(),
      finished_at: z.iso.datetime().nullable(),
      input: z.record(z.string(), z.unknown()),
    }),
  ),
  depth: z.int(),
  correlation_id: z.string(),
  causation_id: z.string().nullable(),
  started_at: z.iso.datetime(),
  finished_at: z.iso.datetime().nullable(),
  duration_ms: z.int().nullable(),
});

export const runPageSchema = z.object({
  items: z.array(runSchema),
  next: z.string().nullable(),
});

export function runView(run: WorkflowRun): z.output<typeof runSchema> {
  const { startedAt, finishedAt } = run;
  return {
    id: run.id,
    workflow_id: run.workflowId,
    workflow_name: run.workflowName,
    version: run.version,
    status: run.status,
    skip_reason: run.skipReason,
    detail: run.detail,
    aggregate: run.aggregate,
    aggregate_id: run.itemId,
    item_type: run.itemType,
    event_id: run.eventId,
    action: run.action,
    truth: run.truth,
    missing: [...run.missing],
    actions: run.actions.map((action, place) => actionView(action, run.inputs[place])),
    depth: run.depth,
    correlation_id: run.correlationId,
    causation_id: run.causationId,
    started_at: startedAt.toISOString(),
    finished_at: finishedAt?.toISOString() ?? null,
    duration_ms: finishedAt && finishedAt.getTime() - startedAt.getTime(),
  };
}

function actionView(action: RunAction, defined: WorkflowRun['inputs'][number] | undefined) {
  const { type: _type, ...input } = defined ?? { type: action.type };
  return { ...action, result: action.result && { ...action.result }, input };
}
