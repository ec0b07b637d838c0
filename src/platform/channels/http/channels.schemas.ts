import { z } from 'zod';

const MOST = 200;
const LARGEST = 9_223_372_036_854_775_807n;

/** A bigint id as PostgreSQL writes it. */
export const idSchema = z
  .string()
  .refine((value) => /^[1-9]\d{0,18}$/.test(value) && BigInt(value) <= LARGEST, {
    error: 'must be an id',
  })
  .meta({ example: '42' });

const page = {
  after: idSchema.optional().meta({ description: 'The `next` of the page before.' }),
  limit: z
    .string()
    .regex(/^[1-9]\d{0,2}$/, `must be a whole number from 1 to ${MOST}`)
    .transform(Number)
    .pipe(z.number().max(MOST, `must be at most ${MOST}`))
    .default(50)
    .meta({ description: `How many items, 1 to ${MOST}.`, example: '20' }),
};

/** Query of a plain list. */
export const pageQuerySchema = z.strictObject(page);

/** Query of `GET /notifications`. */
export const notificationsQuerySchema = z.strictObject({
  unread: z
    .enum(['true', 'false'])
    .default('false')
    .transform((value) => value === 'true')
    .meta({ description: 'Only those that were not read.' }),
  ...page,
});

/** Body of `POST /notifications/read-all`. */
export const readAllSchema = z
  .strictObject({
    until: idSchema.optional().meta({
      description: 'The newest one that the person has seen; what came later stays unread.',
    }),
  })
  .default({});
