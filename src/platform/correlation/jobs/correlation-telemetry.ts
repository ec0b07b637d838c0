import { SpanKind, type ContextManager, type Span, type SpanOptions, type Telemetry } from 'bullmq';
import { currentContext, runInNewContext, runWithoutContext } from '../correlation-context.js';
import { decodeJobMetadata, encodeJobMetadata } from './job-metadata.js';
import { JobSpan } from './job-span.js';
import type { TelemetryContext } from './telemetry-context.interface.js';

/** How the correlation gets into jobs. */
export interface CorrelationTelemetryOptions {
  /** Another telemetry (OpenTelemetry's, say): a queue has room for one only, so it is wrapped. */
  readonly inner?: Telemetry<unknown>;
  /** Keeps the correlations of equally named schedules of two deployments apart. @defaultValue '' */
  readonly namespace?: string;
}

/**
 * Carries the correlation into BullMQ's jobs through the one hook that sees every way of adding one,
 * without a word in a job's data or a handler's signature.
 *
 * @example
 * ```ts
 * BullModule.forRoot({ connection, telemetry: correlationTelemetry() })
 * ```
 * @publicApi
 */
export function correlationTelemetry(
  options: CorrelationTelemetryOptions = {},
): Telemetry<TelemetryContext> {
  const { inner, namespace = '' } = options;
  return {
    tracer: {
      startSpan(name: string, kind?: SpanOptions, parent?: TelemetryContext): Span {
        const span = inner?.tracer.startSpan(name, kind, parent?.inner);
        return new JobSpan(
          namespace,
          kind?.kind ?? SpanKind.INTERNAL,
          parent?.origin !== undefined,
          span,
        );
      },
    },
    contextManager: new CorrelationContextManager(inner?.contextManager),
    ...(inner?.meter && { meter: inner.meter }),
  };
}

class CorrelationContextManager implements ContextManager<TelemetryContext> {
  constructor(private readonly inner: ContextManager<unknown> | undefined) {}

  active(): TelemetryContext {
    const origin = currentContext();
    const inner = this.inner?.active();
    return { ...(origin && { origin }), ...(inner !== undefined && { inner }) };
  }

  with<Work extends (...args: never[]) => unknown>(
    context: TelemetryContext,
    work: Work,
  ): ReturnType<Work> {
    const run = work as unknown as () => ReturnType<Work>;
    const within = this.inner ? () => this.inner!.with(context.inner, run) : run;
    return enter(context, within);
  }

  root(): TelemetryContext {
    const inner = this.inner?.root?.();
    return inner === undefined ? {} : { inner };
  }

  getMetadata(context: TelemetryContext): string {
    return encodeJobMetadata(context.origin, this.inner?.getMetadata(context.inner));
  }

  fromMetadata(active: TelemetryContext, metadata: string): TelemetryContext {
    const { origin, inner } = decodeJobMetadata(metadata);
    const innerContext =
      this.inner && inner ? this.inner.fromMetadata(active.inner, inner) : active.inner;
    return {
      ...(origin && { origin }),
      ...(innerContext !== undefined && { inner: innerContext }),
    };
  }
}

function enter<T>(context: TelemetryContext, work: () => T): T {
  const { origin } = context;
  if (!origin) {
    return runWithoutContext(work);
  }
  return runInNewContext(origin, work);
}
