import { z } from 'zod';

const MOST = 200;

/** The two query parameters that every list takes. */
export const pageQueryShape = {
  after: z.string().min(1).max(200).optional().meta({
    description: 'The `next` of the page before.',
  }),
  limit: z
    .string()
    .regex(/^[1-9]\d{0,2}$/, `must be a whole number from 1 to ${MOST}`)
    .transform(Number)
    .pipe(z.number().max(MOST, `must be at most ${MOST}`))
    .default(50)
    .meta({ description: `How many items, 1 to ${MOST}.`, example: '20' }),
};
