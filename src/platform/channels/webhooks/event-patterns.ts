import type { DeliveryRoute } from '../../deliveries/index.js';
import { UnknownWebhookEventError } from '../channels.errors.js';
import type { WebhookCatalog } from '../interfaces/webhook-catalog.interface.js';

/** `Issue.comment_added`, `Issue.*` or `*`. */
export const EVENT_PATTERN = /^(?:\*|[A-Za-z]\w{0,99}\.(?:\*|[a-z]\w{0,99}))$/;

/** What the relay must look for so that an endpoint hears of what it asked for. */
export function routesOf(patterns: readonly string[]): DeliveryRoute[] {
  return patterns.map((pattern) => {
    const [itemType = '*', event = '*'] = pattern.split('.');
    return { kind: 'event', itemType, event };
  });
}

/**
 * An endpoint that waits for what never comes is a mistake that nobody would notice.
 * @throws UnknownWebhookEventError naming each pattern that matches nothing
 */
export function assertKnown(patterns: readonly string[], catalog: WebhookCatalog = {}): void {
  const known = catalog.actions?.();
  if (!known) return;
  const unknown = patterns.flatMap((pattern, index) => {
    const [itemType = '', event] = pattern.split('.');
    if (itemType === '*') return [];
    const actions = known.get(itemType);
    return actions && (event === '*' || actions.includes(event ?? '')) ? [] : [index];
  });
  if (unknown.length > 0) throw new UnknownWebhookEventError(patterns, unknown, known);
}
