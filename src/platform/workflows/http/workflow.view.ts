import { z } from 'zod';
import type { Workflow, WorkflowVersion } from '../storing/workflow.interface.js';

const definitionShape = {
  name: z.string().meta({ example: 'Answer in old issues' }),
  aggregate: z.string().meta({ example: 'issue' }),
  triggered_on: z.string().meta({ example: 'comment_added' }),
  conditions: z.unknown().meta({
    description: 'A list (all of it) or a tree of {"all"}, {"any"} and {"not"}.',
  }),
  actions: z.array(z.looseObject({ type: z.string().meta({ example: 'reply' }) })),
  allow_automation: z.boolean(),
};

/** A workflow. */
export const workflowSchema = z.object({
  id: z.string().meta({ example: '7' }),
  item_type: z.string().meta({ example: 'Issue' }),
  ...definitionShape,
  enabled: z.boolean(),
  version: z.int().meta({ description: 'The number of the version in force.' }),
  consecutive_failures: z.int(),
  disabled_reason: z.string().nullable(),
  created_by: z.string().meta({ example: 'alice' }),
  updated_by: z.string().meta({ example: 'alice' }),
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
});

export const workflowPageSchema = z.object({
  items: z.array(workflowSchema),
  next: z.string().nullable(),
});

/** A version of a workflow. */
export const versionSchema = z.object({
  id: z.string(),
  number: z.int(),
  ...definitionShape,
  created_by: z.string(),
  created_at: z.iso.datetime(),
  correlation_id: z.string().nullable(),
});

export const versionPageSchema = z.object({
  items: z.array(versionSchema),
  next: z.string().nullable(),
});

export function workflowView(workflow: Workflow): z.output<typeof workflowSchema> {
  return {
    id: workflow.id,
    item_type: workflow.itemType,
    ...definitionView(workflow),
    enabled: workflow.enabled,
    version: workflow.version,
    consecutive_failures: workflow.consecutiveFailures,
    disabled_reason: workflow.disabledReason,
    created_by: workflow.createdBy,
    updated_by: workflow.updatedBy,
    created_at: workflow.createdAt.toISOString(),
    updated_at: workflow.updatedAt.toISOString(),
  };
}

export function versionView(version: WorkflowVersion): z.output<typeof versionSchema> {
  return {
    id: version.id,
    number: version.number,
    ...definitionView(version),
    created_by: version.createdBy,
    created_at: version.createdAt.toISOString(),
    correlation_id: version.correlationId,
  };
}

function definitionView({ definition }: Pick<Workflow, 'definition'>) {
  const { name, aggregate, triggered_on, conditions, actions, allow_automation } = definition;
  return { name, aggregate, triggered_on, conditions, actions: [...actions], allow_automation };
}
