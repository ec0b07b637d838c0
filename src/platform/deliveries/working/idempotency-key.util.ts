import { createHash } from 'node:crypto';
import type { Delivery } from '../interfaces/delivery.interface.js';

/**
 * A UUID (version 8) made of what a delivery is, not of its row: making the row again gives the same
 * key, and two deployments that share a provider hardly ever one.
 */
export function idempotencyKey(delivery: Delivery): string {
  const { correlationId, kind, refId, subscriber, target, replay } = delivery;
  const bytes = createHash('sha256')
    .update(JSON.stringify([correlationId, kind, refId, subscriber, target, replay]))
    .digest();
  bytes[6] = (bytes[6]! & 0x0f) | 0x80;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.subarray(0, 16).toString('hex');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
