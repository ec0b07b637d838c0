import { CreateVersions1767225601000 } from './migrations/1767225601000-create-versions.js';
import { CreateAuditReading1767225602000 } from './migrations/1767225602000-create-audit-reading.js';
import { RecordRowsTogether1767225603000 } from './migrations/1767225603000-record-rows-together.js';
import { VersionKeys1795330001000 } from './migrations/1795330001000-version-keys.js';
import { ForeignWriters1795340000000 } from './migrations/1795340000000-foreign-writers.js';
import { IndexForeignVersions1795360000000 } from './migrations/1795360000000-index-foreign-versions.js';
import { ProgramsInTheFeed1795360002000 } from './migrations/1795360002000-programs-in-the-feed.js';
import { OneRingsForAll1795390100000 } from './migrations/1795390100000-one-rings-for-all.js';
import { FewerExpressionsARow1795390101000 } from './migrations/1795390101000-fewer-expressions-a-row.js';
import { ContextsOfRows1795390202000 } from './migrations/1795390202000-contexts-of-rows.js';

export { AuditModule } from './audit.module.js';
export { CommitRolledBackError } from './audit.errors.js';
export { AuditGate } from './http/audit-gate.js';
export { AuditHttp } from './http/audit-http.service.js';
export { versionIdSchema, versionsQuerySchema } from './http/audit.schemas.js';
export { versionPageSchema, versionSchema } from './http/version.view.js';
export { Audited } from './decorators/audited.decorator.js';
export type { AuditedOptions, RowCondition, Scalar } from './decorators/audited.decorator.js';
export { Version } from './entities/version.entity.js';
export type { RowImage, VersionEvent } from './entities/version.entity.js';
export type {
  ActedItem,
  AuditAccessPolicy,
  AuditAction,
  AuditedItem,
} from './interfaces/audit-access-policy.interface.js';
export type { AuditModuleOptions } from './interfaces/audit-module-options.interface.js';
export { auditFunctions } from './policy/audit-functions.js';
export { auditPolicy } from './policy/audit-policy.js';
export type { AuditPolicy, PolicyKey } from './policy/audit-policy.js';
export { followableColumns } from './policy/followable-columns.js';
export { auditTriggerDrift } from './policy/audit-trigger-drift.js';
export { auditTriggers } from './policy/audit-triggers.js';
export { startRecording } from './recording/start-recording.js';
export { transactionContext } from './recording/transaction-context.js';
export {
  ActConflictError,
  AuditConfigurationError,
  ActForbiddenError,
  AuditError,
  CorrelationNotFoundError,
  DifferentItemsError,
  InvalidAuditQueryError,
  NotADestroyError,
  NotRestorableError,
  NotRevertibleError,
  RecordNotFoundError,
  UnknownFieldError,
  UnknownItemTypeError,
  VersionNotFoundError,
} from './audit.errors.js';
export type {
  ActConflict,
  ActOptions,
  ActResult,
  PlannedChange,
  RestoreOptions,
  RevertOptions,
  Unrestorable,
} from './acting/acting.interfaces.js';
export { AuditService } from './audit.service.js';
export { AuditedEntities } from './audited-entities.js';
export type { AuditedColumn, AuditedEntity } from './audited-entities.js';
export type { AsOfOptions, AsOfPage } from './reading/as-of.js';
export type { RecordId } from './reading/item-id.js';
export { RecordHistory } from './reading/record-history.js';
export type { HistoryOptions } from './reading/record-history.js';
export { typedVersions } from './reading/typed-versions.js';
export type { TypedVersion } from './reading/typed-versions.js';
export type { ChangeFilter, Moment, VersionQuery } from './reading/version-query.interface.js';
export type {
  RecordState,
  VersionChanges,
  VersionPage,
  VersionRecord,
} from './reading/version-record.interface.js';

/** The audit module's migrations, in order; they need the outbox module's before them. */
export const AUDIT_MIGRATIONS = [
  CreateVersions1767225601000,
  CreateAuditReading1767225602000,
  RecordRowsTogether1767225603000,
  VersionKeys1795330001000,
  ForeignWriters1795340000000,
  IndexForeignVersions1795360000000,
  ProgramsInTheFeed1795360002000,
  OneRingsForAll1795390100000,
  FewerExpressionsARow1795390101000,
  ContextsOfRows1795390202000,
];
