import type { EntityManager } from 'typeorm';
import { describe, expect, it } from 'vitest';
import type { Delivery } from '../../deliveries/index.js';
import { webhookMessage } from './webhook-message.js';

const NO_DATABASE = {} as EntityManager;
const DELIVERY = {
  id: '5',
  kind: 'event',
  refId: '811',
  itemType: 'Issue',
  itemId: '7',
  event: 'comment_added',
  correlationId: 'c-1',
  createdAt: new Date('2026-11-21T21:10:00.123Z'),
} as Delivery;

async function message(told: Record<string, unknown> | undefined): Promise<unknown> {
  const body = await webhookMessage(DELIVERY, NO_DATABASE, {
    describe: () => Promise.resolve(told),
  });
  return JSON.parse(body) as unknown;
}

describe('the message of a webhook', () => {
  const data = { id: '811', item_type: 'Issue', item_id: '7', correlation_id: 'c-1' };

  it('tells the event', async () => {
    expect(await message({ extra: { excerpt: 'hello' } })).toEqual({
      type: 'Issue.comment_added',
      timestamp: '2026-11-21T21:10:00.123Z',
      data: { ...data, event: { extra: { excerpt: 'hello' } } },
    });
  });

  it('names an event that is too large to be told, counted in bytes', async () => {
    const named = { data: { ...data, reference: true } };
    expect(await message({ text: 'ü'.repeat(10_300) })).toMatchObject(named);
    expect(await message({ text: 'u'.repeat(10_300) })).not.toMatchObject(named);
  });

  it('names an event that is gone', async () => {
    expect(await message(undefined)).toMatchObject({ data: { ...data, reference: true } });
  });

  it('is the same for every attempt', async () => {
    expect(await message({ a: 1 })).toEqual(await message({ a: 1 }));
  });
});
