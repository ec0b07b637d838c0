import { AsyncLocalStorage } from 'node:async_hooks';
import { uuidv7 } from './utils/uuidv7.util.js';

/** What is known about the action that the running code belongs to. */
export interface CorrelationContext {
  /** Everything that one request, job or session caused shares this id. */
  readonly correlationId: string;
  /** The version, event or delivery one step before, as `<kind>:<id>`; absent at the root. */
  readonly causationId?: string;
  /** Who acts (`whodunnit` on every version). Absent until somebody is known. */
  readonly actor?: Actor;
  /** Why, in the actor's own words. */
  readonly reason?: string;
  /** Which road the write came by; `application` unless a sync or a replay says otherwise. */
  readonly source?: string;
  /** Small facts stored beside each version: route, job name, release. */
  readonly meta?: Readonly<Record<string, string | number | boolean | null>>;
  /** When the change really happened (ISO 8601), for a replay of history; else it happens now. */
  readonly occurredAt?: string;
  /** W3C trace context of the caller, kept beside the correlation. */
  readonly traceparent?: string;
}

/** Who acts: a stable, readable id and what kind of actor it is. */
export interface Actor {
  readonly id: string;
  /** `user`, `token`, `system`, `database`, `git`, `peer`, ... */
  readonly type: string;
}

/** One request, job or session; its context may become richer while it runs, never another's. */
interface Frame {
  context: CorrelationContext;
}

const storage = new AsyncLocalStorage<Frame>();

/** The context of the running code, or undefined outside any. */
export function currentContext(): CorrelationContext | undefined {
  return storage.getStore()?.context;
}

/**
 * Adds to the context of the running request or job what became known late: who acts, once a guard
 * has found out. Everything that runs in the same request sees it; nobody else does.
 * Outside any context it does nothing.
 */
export function amendContext(
  changes: Pick<Partial<CorrelationContext>, 'actor' | 'reason' | 'meta' | 'source'>,
): void {
  const frame = storage.getStore();
  if (frame) {
    frame.context = { ...frame.context, ...changes };
  }
}

/**
 * Runs `work` in a context made of the current one with `changes` over it.
 * Without a current context a new correlation starts.
 */
export function runInContext<T>(changes: Partial<CorrelationContext>, work: () => T): T {
  const current = currentContext();
  const correlationId = changes.correlationId ?? current?.correlationId ?? uuidv7();
  return storage.run({ context: { ...current, ...changes, correlationId } }, work);
}

/** Runs `work` as the start of a new correlation that inherits nothing. */
export function runInNewContext<T>(context: Partial<CorrelationContext>, work: () => T): T {
  const correlationId = context.correlationId ?? uuidv7();
  return storage.run({ context: { ...context, correlationId } }, work);
}

/** Puts another context in the place of the running one, for all that follows in the same frame. */
export function replaceContext(context: CorrelationContext): void {
  const frame = storage.getStore();
  if (frame) {
    frame.context = context;
  }
}

/** Runs `work` outside any context. */
export function runWithoutContext<T>(work: () => T): T {
  return storage.exit(work);
}
