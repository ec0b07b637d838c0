export type { EntityHints } from './catalogue/entity-attributes.js';
export type { ActionDefinition, WorkflowDefinition } from './definition/definition.interface.js';
export type { DefinitionProblem } from './rules/problems.js';
export type { TruthNode } from './rules/explain.js';
