export { Audited } from './decorators/audited.decorator.js';
export type { AuditedOptions, RowCondition, Scalar } from './decorators/audited.decorator.js';
export { Version } from './entities/version.entity.js';
export type { RowImage, VersionEvent } from './entities/version.entity.js';
