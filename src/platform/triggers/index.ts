export { definedFunctions } from './function-definition.js';
export type { FunctionDefinition } from './function-definition.js';
export { compareFunctions } from './function-drift.js';
export type { FunctionDrift } from './function-drift.js';
export { readFunctions } from './function-inspector.js';
export type { ExistingFunction } from './function-inspector.js';
export { readMigrations } from './migrated-objects.js';
export type { MigratedObjects } from './migrated-objects.js';
export { parseTriggerSql } from './parse-trigger.sql.js';
export type { TriggerStatement } from './parse-trigger.sql.js';
export { quoteIdentifier, quoteLiteral } from './sql-quoting.util.js';
export { createTriggerSql, dropTriggerSql } from './trigger.sql.js';
export type {
  ExistingTrigger,
  TriggerDefinition,
  TriggerEvent,
} from './trigger-definition.interface.js';
export { compareTriggers, describeDrift } from './trigger-drift.js';
export type { TriggerDrift } from './trigger-drift.js';
export { readTriggers } from './trigger-inspector.js';
export { renderTriggerMigration } from './trigger-migration.js';
export type { TriggerMigration } from './trigger-migration.js';
export { InvalidIdentifierError, TriggerDriftError, TriggersError } from './triggers.errors.js';
