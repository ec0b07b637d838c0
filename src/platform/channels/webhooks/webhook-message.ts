import type { EntityManager } from 'typeorm';
import type { Delivery } from '../../deliveries/index.js';
import { WEBHOOK_TEST } from '../channels.constants.js';
import type { WebhookCatalog } from '../interfaces/webhook-catalog.interface.js';

/** Bytes; the specification asks for small messages, and receivers refuse others. */
const LARGEST = 20_480;

/**
 * What a receiver is sent, the same for every attempt. An event too large for that is named, and
 * read over the API by whoever wants it.
 */
export async function webhookMessage(
  delivery: Delivery,
  manager: EntityManager,
  catalog: WebhookCatalog = {},
): Promise<string> {
  const { refId: id, itemType, itemId, event, correlationId } = delivery;
  const timestamp = delivery.createdAt.toISOString();
  if (delivery.kind === WEBHOOK_TEST) {
    return JSON.stringify({ type: 'webhook.test', timestamp, data: { id, webhook_id: itemId } });
  }
  const data = { id, item_type: itemType, item_id: itemId, correlation_id: correlationId };
  const type = `${itemType}.${event}`;
  const told = await catalog.describe?.({ id, itemType, itemId, event }, manager);
  const whole = JSON.stringify({ type, timestamp, data: { ...data, event: told ?? null } });
  if (told && Buffer.byteLength(whole) <= LARGEST) return whole;
  return JSON.stringify({ type, timestamp, data: { ...data, reference: true } });
}
