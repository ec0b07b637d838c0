export { CaptureModule } from './capture.module.js';
export type {
  CaptureAccessPolicy,
  CaptureModuleOptions,
} from './interfaces/capture-module-options.interface.js';
export { CaptureDoctor, capturedTables } from './doctor/capture-doctor.js';
export type { ExamineOptions } from './doctor/capture-doctor.js';
export type {
  CanaryOutcome,
  CapturedTable,
  CaptureReport,
  Comparison,
  Finding,
} from './doctor/finding.interface.js';
export { compareCodeWithMigrations } from './doctor/trigger-findings.js';
