import type { Delivery } from '../../platform/deliveries/index.js';

/** A delivery as one line of a list. */
export function deliveryLine(delivery: Delivery): string {
  const { id, state, subscriber, target, itemType, itemId, event, attempts } = delivery;
  const why = delivery.skipReason ?? delivery.lastError;
  return [
    id.padStart(8),
    state.padEnd(8),
    `${subscriber}${target && `/${target}`}`.padEnd(20),
    `${itemType}:${itemId} ${event}`.padEnd(32),
    `${attempts} attempts`,
    ...(why === null ? [] : [why.replaceAll(/\s+/g, ' ').slice(0, 120)]),
  ].join('  ');
}
