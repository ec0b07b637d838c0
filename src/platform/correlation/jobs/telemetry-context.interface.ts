import type { CorrelationContext } from '../correlation-context.js';

/** What BullMQ carries around for us: our context and that of a telemetry we wrap. */
export interface TelemetryContext {
  readonly origin?: CorrelationContext;
  readonly inner?: unknown;
}
