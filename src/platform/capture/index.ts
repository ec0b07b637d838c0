import { CreateChangeReplays1795330002000 } from './migrations/1795330002000-create-change-replays.js';

export { CaptureModule } from './capture.module.js';
export {
  CaptureError,
  ProcessorDeclarationError,
  ReplayConflictError,
  ReplayFilterError,
  ReplayNameError,
  ReplayNotFoundError,
  UnknownProcessorError,
} from './capture.errors.js';
export { ChangeProcessor } from './decorators/change-processor.decorator.js';
export { OnCreate, OnDestroy, OnUpdate } from './decorators/on.decorators.js';
export type { ChangeHandlerDecorator } from './decorators/on.decorators.js';
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
export type { Change, Changes } from './interfaces/change.interface.js';
export type {
  ChangeProcessorOptions,
  ChangeSource,
  ProcessorContext,
} from './interfaces/change-processor.interface.js';
export type {
  ChangeReplay,
  ChangeReplayFilter,
  ChangeReplayOptions,
  ChangeReplayProgress,
} from './interfaces/change-replay.interface.js';
export { ChangeReplays } from './replay/change-replays.js';

/** The capture module's migrations, in order; they need those of outbox and audit before them. */
export const CAPTURE_MIGRATIONS = [CreateChangeReplays1795330002000];
