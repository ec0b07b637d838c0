import type { Actor, CorrelationContext } from '../correlation-context.js';
import { parseCorrelationId } from '../utils/correlation-id.util.js';
import { parseTraceparent } from '../utils/traceparent.util.js';

/** The wire form, stored by BullMQ beside the job's data. */
interface Envelope {
  readonly correlation?: CorrelationContext;
  /** What another telemetry keeps with the job. */
  readonly inner?: string;
}

const LONGEST_TEXT = 500;

/** Writes what a job takes along; empty when there is nothing. */
export function encodeJobMetadata(origin: CorrelationContext | undefined, inner?: string): string {
  if (!origin && !inner) {
    return '';
  }
  const { correlationId, causationId, actor, reason, traceparent } = origin ?? {};
  const correlation = { correlationId, causationId, actor, reason, traceparent };
  return JSON.stringify({ ...(origin && { correlation }), ...(inner && { inner }) });
}

/** Reads it back. Whoever can write to the queue can write anything here: only what is well formed counts. */
export function decodeJobMetadata(metadata: string): {
  origin?: CorrelationContext;
  inner?: string;
} {
  const envelope = parse(metadata);
  const origin = envelope && originOf(envelope.correlation);
  return {
    ...(origin && { origin }),
    ...(typeof envelope?.inner === 'string' && { inner: envelope.inner }),
  };
}

function parse(metadata: string): Envelope | undefined {
  try {
    const value: unknown = JSON.parse(metadata);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

function originOf(given: Partial<Record<keyof CorrelationContext, unknown>> | undefined) {
  const correlationId = parseCorrelationId(textOf(given?.correlationId));
  if (!given || !correlationId) {
    return undefined;
  }
  const { causationId, reason } = given;
  const traceparent = parseTraceparent(textOf(given.traceparent));
  const actor = actorOf(given.actor);
  return {
    correlationId,
    ...(textOf(causationId) && { causationId: textOf(causationId)! }),
    ...(actor && { actor }),
    ...(textOf(reason) && { reason: textOf(reason)! }),
    ...(traceparent && { traceparent }),
  };
}

function actorOf(value: unknown): Actor | undefined {
  const { id, type } = (value ?? {}) as Partial<Record<keyof Actor, unknown>>;
  return textOf(id) && textOf(type) ? { id: textOf(id)!, type: textOf(type)! } : undefined;
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value.length <= LONGEST_TEXT ? value : undefined;
}
