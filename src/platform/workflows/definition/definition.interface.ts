import type { CheckedCondition } from '../rules/checked-condition.interface.js';
import type { Trigger } from '../rules/attribute.interface.js';

/** What a version of a workflow says, as its author wrote it. */
export interface WorkflowDefinition {
  readonly name: string;
  readonly aggregate: string;
  readonly triggered_on: string;
  readonly conditions: unknown;
  readonly actions: readonly ActionDefinition[];
  /** Whether it also runs on what other workflows did. */
  readonly allow_automation: boolean;
}

/** One action: its type, and beside it the fields that the type asks for. */
export interface ActionDefinition {
  readonly type: string;
  readonly [field: string]: unknown;
}

/** A definition without a mistake in it, ready to be compiled. */
export interface CheckedDefinition {
  readonly definition: WorkflowDefinition;
  readonly trigger: Trigger;
  readonly condition: CheckedCondition;
}
