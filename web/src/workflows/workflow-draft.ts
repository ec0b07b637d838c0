import type { Action, Catalogue, Definition, Trigger, Workflow } from '../api/workflows.js';
import { type GroupDraft, newGroup, toConditions, toDraft } from './condition-model.js';

export interface ActionDraft {
  key: string;
  action: Action;
}

/** A definition while it is being written. */
export interface WorkflowDraft {
  name: string;
  aggregate: string;
  trigger: string;
  conditions: GroupDraft;
  actions: ActionDraft[];
  allowAutomation: boolean;
}

let keys = 0;

export function newAction(action: Action): ActionDraft {
  keys += 1;
  return { key: `action-${keys}`, action };
}

/** An empty form, on the first trigger that there is. */
export function emptyDraft({ aggregates }: Catalogue): WorkflowDraft {
  const first = aggregates[0];
  const triggers = first?.triggers ?? [];
  const usual = triggers.find(({ action }) => action === 'comment_added') ?? triggers[0];
  return {
    name: '',
    aggregate: first?.aggregate ?? '',
    trigger: usual?.action ?? '',
    conditions: newGroup(),
    actions: [],
    allowAutomation: false,
  };
}

export function draftOf(
  definition: Pick<
    Workflow,
    'name' | 'aggregate' | 'triggered_on' | 'conditions' | 'actions' | 'allow_automation'
  >,
): WorkflowDraft {
  return {
    name: definition.name,
    aggregate: definition.aggregate,
    trigger: definition.triggered_on,
    conditions: toDraft(definition.conditions),
    actions: definition.actions.map(newAction),
    allowAutomation: definition.allow_automation,
  };
}

export function definitionOf(draft: WorkflowDraft): Definition {
  const conditions = toConditions(draft.conditions);
  return {
    ...(draft.name.trim() === '' ? {} : { name: draft.name.trim() }),
    aggregate: draft.aggregate,
    triggered_on: draft.trigger,
    conditions: conditions ?? [],
    actions: draft.actions.map(({ action }) => action),
    allow_automation: draft.allowAutomation,
  };
}

export function triggerOf(
  catalogue: Catalogue,
  { aggregate, trigger }: Pick<WorkflowDraft, 'aggregate' | 'trigger'>,
): Trigger | undefined {
  return catalogue.aggregates
    .find((known) => known.aggregate === aggregate)
    ?.triggers.find(({ action }) => action === trigger);
}
