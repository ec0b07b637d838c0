import { z } from 'zod';

/** What GitHub shows its users as our answer to a delivery. */
export const deliveryAnswerSchema = z.object({
  delivery: z.string().meta({ example: '72d3162e-cc78-11e3-81ab-4c9367dc0958' }),
  outcome: z.enum(['mirrored', 'unchanged', 'stale', 'ignored', 'seen_before']).meta({
    description:
      'mirrored: something changed here; unchanged: nothing differed; stale: later news was here ' +
      'first; ignored: see reason; seen_before: it was received already and has no second effect.',
  }),
  reason: z.string().optional().meta({ example: 'it is about a pull request' }),
  issue_id: z.string().optional().meta({ example: '7' }),
  correlation_id: z.string().optional().meta({
    description: 'What GET /correlations/:id shows the changes, events and deliveries of.',
  }),
});

/** What GitHub shows its users as our answer to a delivery. */
export type DeliveryAnswer = z.output<typeof deliveryAnswerSchema>;
