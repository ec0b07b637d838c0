export {
  amendContext,
  currentContext,
  runInContext,
  runInNewContext,
} from './correlation-context.js';
export type { Actor, CorrelationContext } from './correlation-context.js';
export { CORRELATION_HEADER, MAX_CORRELATION_ID_LENGTH } from './correlation.constants.js';
export { correlationMiddleware } from './correlation.middleware.js';
export type { CorrelationMiddleware } from './correlation.middleware.js';
export { CorrelationModule } from './correlation.module.js';
export type { CorrelationModuleOptions } from './interfaces/correlation-module-options.interface.js';
export { CorrelatedFlowProducer } from './jobs/correlated-flow-producer.js';
export type { CorrelationTelemetryOptions } from './jobs/correlation-telemetry.js';
export { correlationTelemetry } from './jobs/correlation-telemetry.js';
export type { TelemetryContext } from './jobs/telemetry-context.interface.js';
export { parseCorrelationId } from './utils/correlation-id.util.js';
export { parseTraceparent } from './utils/traceparent.util.js';
export { uuidv7 } from './utils/uuidv7.util.js';
