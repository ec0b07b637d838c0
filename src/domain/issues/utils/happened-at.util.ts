import { currentContext } from '../../../platform/correlation/index.js';

/** When the running act happens: now, unless a history is being replayed. */
export function happenedAt(): Date {
  const { occurredAt } = currentContext() ?? {};
  return occurredAt === undefined ? new Date() : new Date(occurredAt);
}
