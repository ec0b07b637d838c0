import { currentContext } from '../correlation-context.js';

/**
 * When the running action happens: now, unless a history is being replayed.
 * @publicApi
 */
export function happenedAt(): Date {
  const { occurredAt } = currentContext() ?? {};
  return occurredAt === undefined ? new Date() : new Date(occurredAt);
}
