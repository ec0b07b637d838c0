import { CreateVersions1767225601000 } from './migrations/1767225601000-create-versions.js';

export { AuditModule } from './audit.module.js';
export { Audited } from './decorators/audited.decorator.js';
export type { AuditedOptions, RowCondition, Scalar } from './decorators/audited.decorator.js';
export { Version } from './entities/version.entity.js';
export type { RowImage, VersionEvent } from './entities/version.entity.js';
export type { AuditModuleOptions } from './interfaces/audit-module-options.interface.js';
export { auditTriggerDrift } from './policy/audit-trigger-drift.js';
export { auditTriggers } from './policy/audit-triggers.js';
export { startRecording } from './recording/start-recording.js';

/** The audit module's migrations, in order; they need the outbox module's before them. */
export const AUDIT_MIGRATIONS = [CreateVersions1767225601000];
