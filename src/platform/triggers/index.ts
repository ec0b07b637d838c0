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
