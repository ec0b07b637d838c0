import { expect } from 'vitest';
import { eventually, type EventuallyOptions } from '../../support/eventually.js';
import { deliveriesOf, type StoredDelivery } from './delivery-rows.js';

/** All deliveries, once there are `count` and none of them waits or runs any more. */
export async function settled(
  url: string,
  count: number,
  { within = 20_000 }: EventuallyOptions = {},
): Promise<StoredDelivery[]> {
  return eventually(
    async () => {
      const all = await deliveriesOf(url);
      const open = all.filter(({ state }) => state === 'pending' || state === 'queued');
      expect({ count: all.length, open: open.length }).toEqual({ count, open: 0 });
      return all;
    },
    { within, every: 50 },
  );
}
