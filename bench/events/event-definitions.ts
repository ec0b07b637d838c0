import { z } from 'zod';
import { defineEvents } from '../../src/platform/events/index.js';

/** What the benchmarks record. */
export const benchEvents = defineEvents('bench', {
  commented: { record: 'Comment', extra: z.strictObject({ excerpt: z.string() }) },
  viewed: { throttleWithin: '15m' },
});
