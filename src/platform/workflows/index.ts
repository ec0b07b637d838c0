import { AuditedWorkflow } from './entities/audited-workflow.entity.js';
import { AuditedWorkflowVersion } from './entities/audited-workflow-version.entity.js';
import { CreateWorkflows1795291230000 } from './migrations/1795291230000-create-workflows.js';

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
export type { Attribute } from './rules/attribute.interface.js';
export type { TruthNode } from './rules/explain.js';
export type { FactSources } from './rules/facts.js';
export { rulesOf } from './rules/rules-of.js';
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
export type {
  WorkflowsAccessPolicy,
  WorkflowsModuleOptions,
} from './interfaces/workflows-module-options.interface.js';
export type { RunAction, RunStatus, SkipReason, WorkflowRun } from './storing/run.interface.js';
export { RunStore } from './storing/run-store.js';
export type { Workflow, WorkflowVersion } from './storing/workflow.interface.js';
export { WorkflowStore } from './storing/workflow-store.js';
export { WorkflowsModule } from './workflows.module.js';
export { WorkflowsService } from './workflows.service.js';
export type { WorkflowChange } from './workflows.service.js';

export { AuditedWorkflow, AuditedWorkflowVersion };

/**
 * For a data source that shall audit who changes workflows: list them among its entities, then
 * generate the migration of their triggers.
 */
export const WORKFLOWS_ENTITIES = [AuditedWorkflow, AuditedWorkflowVersion];

/** The workflows module's migrations, in order; list them in the data source after those of deliveries. */
export const WORKFLOWS_MIGRATIONS = [CreateWorkflows1795291230000];
