import { z } from 'zod';
import { defineEvents } from '../../../src/platform/events/index.js';

/** What a parcel's scans are about; it needs no table for that. */
export class Scan {
  constructor(readonly id: string) {}
}

/** An aggregate of the tests: none of the demo's domains. */
export const parcelEvents = defineEvents('parcel', {
  packed: {},
  scanned: { record: Scan, extra: z.strictObject({ place: z.string().min(1).max(50) }) },
  weighed: { extra: z.strictObject({ grams: z.number().int() }), label: 'put on the scales' },
  viewed: { throttleWithin: '15m' },
  tracked: { record: Scan, throttleWithin: '10m', throttleMax: '30m' },
  pinged: { throttleWithin: '1h', onThrottled: 'ignore' },
  labelled: {
    extra: z.strictObject({ labels: z.array(z.string()).max(3) }),
    throttleWithin: '1m',
    onThrottled: 'merge',
  },
  moved: {
    extra: z.strictObject({ from: z.string(), to: z.string() }),
    throttleWithin: '1m',
    onThrottled: 'merge',
    merge: ({ from }, { to }) => ({ from, to }),
  },
});
