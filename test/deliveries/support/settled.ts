import { expect } from 'vitest';
import { eventually, type EventuallyOptions } from '../../support/eventually.js';
import { deliveriesOf, type StoredDelivery } from './delivery-rows.js';

/** All deliveries (of one subscriber), once there are `count` and none of them waits or runs any more. */
export async function settled(
  url: string,
  count: number,
  { within = 20_000, subscriber }: EventuallyOptions & { readonly subscriber?: string } = {},
): Promise<StoredDelivery[]> {
  return eventually(
    async () => {
      const all = (await deliveriesOf(url)).filter(
        (one) => subscriber === undefined || one.subscriber === subscriber,
      );
      const open = all.filter(({ state }) => state === 'pending' || state === 'queued');
      expect({ count: all.length, open: open.length }).toEqual({ count, open: 0 });
      return all;
    },
    { within, every: 50 },
  );
}
