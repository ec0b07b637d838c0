import { SpanKind, TelemetryAttributes, type Attributes, type Span } from 'bullmq';
import { currentContext, replaceContext } from '../correlation-context.js';
import { uuidv7 } from '../utils/uuidv7.util.js';
import { scheduledStart } from './scheduled-job.js';
import type { TelemetryContext } from './telemetry-context.interface.js';

/** Learns from what BullMQ tells a tracer which job runs, and hands everything on to an inner span. */
export class JobSpan implements Span<TelemetryContext> {
  private queue = '';

  constructor(
    private readonly namespace: string,
    private readonly kind: SpanKind,
    private readonly hasParent: boolean,
    private readonly inner: Span | undefined,
  ) {}

  setSpanOnContext(context: TelemetryContext): TelemetryContext {
    const next = this.contextFor(context);
    return this.inner ? { ...next, inner: this.inner.setSpanOnContext(context.inner) } : next;
  }

  setAttribute(key: string, value: NonNullable<Attributes[string]>): void {
    this.learn(key, value);
    this.inner?.setAttribute(key, value);
  }

  setAttributes(attributes: Attributes): void {
    for (const [key, value] of Object.entries(attributes)) {
      this.learn(key, value);
    }
    this.inner?.setAttributes(attributes);
  }

  addEvent(name: string, attributes?: Attributes): void {
    this.inner?.addEvent(name, attributes);
  }

  recordException(...args: Parameters<Span['recordException']>): void {
    this.inner?.recordException(...args);
  }

  end(): void {
    this.inner?.end();
  }

  /**
   * A job without a context of its own starts one: what is active then is the context of whoever
   * started the worker, which has nothing to do with the job.
   */
  private contextFor(context: TelemetryContext): TelemetryContext {
    return this.kind === SpanKind.CONSUMER && !this.hasParent
      ? { ...context, origin: { correlationId: uuidv7() } }
      : context;
  }

  private learn(key: string, value: Attributes[string]): void {
    if (key === (TelemetryAttributes.QueueName as string)) {
      this.queue = String(value);
    } else if (
      key === (TelemetryAttributes.JobId as string) &&
      this.kind === SpanKind.CONSUMER &&
      typeof value === 'string'
    ) {
      this.enterJob(value);
    }
  }

  /**
   * From here on everything is caused by this job. A scheduled one starts a correlation of its own,
   * whatever ran when its scheduler made it.
   */
  private enterJob(jobId: string): void {
    const start = scheduledStart(this.namespace, this.queue, jobId);
    const current = start ? { correlationId: start.correlationId } : currentContext();
    if (current) {
      replaceContext({ ...current, causationId: `job:${this.queue}:${jobId}` });
    }
  }
}
