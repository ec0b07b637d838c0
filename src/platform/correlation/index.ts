export {
  amendContext,
  currentContext,
  runInContext,
  runInNewContext,
  runWithoutContext,
} from './correlation-context.js';
export type { Actor, CorrelationContext } from './correlation-context.js';
export { CORRELATION_HEADER, MAX_CORRELATION_ID_LENGTH } from './correlation.constants.js';
export { CorrelationSources } from './correlation-sources.js';
export { CorrelationTraceService } from './correlation-trace.service.js';
export type { CorrelationTrace, TraceOptions } from './correlation-trace.service.js';
export {
  CorrelationCursorError,
  CorrelationError,
  CorrelationUnknownError,
  DuplicateCorrelationSourceError,
} from './correlation.errors.js';
export { correlationMiddleware } from './correlation.middleware.js';
export type { CorrelationMiddleware } from './correlation.middleware.js';
export { CorrelationModule } from './correlation.module.js';
export type { CorrelationAccess } from './interfaces/correlation-access.interface.js';
export type { CorrelationModuleOptions } from './interfaces/correlation-module-options.interface.js';
export type {
  CorrelationNode,
  CorrelationPage,
  CorrelationSource,
} from './interfaces/correlation-source.interface.js';
export { CorrelatedFlowProducer } from './jobs/correlated-flow-producer.js';
export { jobCausation } from './jobs/job-causation.js';
export type { CorrelationTelemetryOptions } from './jobs/correlation-telemetry.js';
export { correlationTelemetry } from './jobs/correlation-telemetry.js';
export type { TelemetryContext } from './jobs/telemetry-context.interface.js';
export { parseCorrelationId } from './utils/correlation-id.util.js';
export { happenedAt } from './utils/happened-at.util.js';
export { parseTraceparent } from './utils/traceparent.util.js';
export { uuidv7 } from './utils/uuidv7.util.js';
