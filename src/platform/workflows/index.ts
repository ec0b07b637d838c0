export type { EntityHints } from './catalogue/entity-attributes.js';
export { WorkflowAttributes } from './catalogue/workflow-attributes.decorator.js';
export { WorkflowAction } from './actions/workflow-action.decorator.js';
export type { WorkflowActionOptions } from './actions/workflow-action.decorator.js';
export type {
  WorkflowActionContext,
  WorkflowActionHandler,
  WorkflowActionResult,
} from './actions/workflow-action-handler.interface.js';
export type { ActionDefinition, WorkflowDefinition } from './definition/definition.interface.js';
export type { DefinitionProblem } from './rules/problems.js';
export type { TruthNode } from './rules/explain.js';
export {
  DryRunEventError,
  InvalidDefinitionError,
  RunNotFailedError,
  StaleWorkflowError,
  WorkflowActionDefinitionError,
  WorkflowActionFailedError,
  WorkflowActionRefused,
  WorkflowCursorError,
  WorkflowIfMatchError,
  WorkflowNotFoundError,
  WorkflowRunNotFoundError,
  WorkflowsError,
  WorkflowVersionNotFoundError,
} from './workflows.errors.js';
