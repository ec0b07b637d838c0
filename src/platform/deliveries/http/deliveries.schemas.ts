import { z } from 'zod';
import type { DeliveryFilter } from '../managing/delivery-filter.js';
import { deliveryStates } from './delivery.view.js';

const MOST = 200;
const LARGEST = 9_223_372_036_854_775_807n;

/** What PostgreSQL cannot store: nothing can be found by it. */
const UNSTORABLE = /[\0\p{Surrogate}]/u;

function text(most: number) {
  return z
    .string()
    .min(1)
    .max(most)
    .refine((value) => !UNSTORABLE.test(value), {
      error: 'must not contain NUL or half of a surrogate pair',
    });
}

/** `:id` of a delivery or task. */
export const idSchema = z
  .string()
  .refine((value) => /^[1-9]\d{0,18}$/.test(value) && BigInt(value) <= LARGEST, {
    error: 'must be an id',
  })
  .meta({ example: '812' });

const filter = {
  kind: text(50).optional().meta({ example: 'event' }),
  subscriber: text(60).optional().meta({ example: 'email' }),
  target: text(500).optional(),
  event: text(100).optional().meta({ example: 'comment_added' }),
  aggregate_type: text(200).optional().meta({ example: 'Issue' }),
  aggregate_id: text(1_000).optional().meta({ example: '3' }),
  correlation_id: text(200).optional(),
};

/** Query of `GET /deliveries`. */
export const listQuerySchema = z.strictObject({
  state: z
    .string()
    .transform((value) => value.split(','))
    .pipe(
      z
        .array(z.enum(deliveryStates, `must be of ${deliveryStates.join(', ')}`))
        .max(deliveryStates.length),
    )
    .optional()
    .meta({ description: 'One state, or several with commas.', example: 'dead,skipped' }),
  ...filter,
  after: idSchema.optional().meta({ description: 'The `next` of the page before.' }),
  limit: z
    .string()
    .regex(/^[1-9]\d{0,2}$/, `must be a whole number from 1 to ${MOST}`)
    .transform(Number)
    .pipe(z.number().max(MOST, `must be at most ${MOST}`))
    .default(50)
    .meta({ description: `How many, 1 to ${MOST}.`, example: '20' }),
});

const reason = text(500).meta({ example: 'sent by hand' });

/** Body of a retry of all that match. */
export const retryManySchema = z
  .strictObject({ state: z.enum(['dead', 'parked', 'skipped']).default('dead'), ...filter })
  .prefault({})
  .meta({ example: { state: 'dead', subscriber: 'email' } });

/** Body of a skip of all that match. */
export const skipManySchema = z
  .strictObject({ state: z.enum(['dead', 'parked', 'pending']).default('dead'), reason, ...filter })
  .meta({ example: { state: 'dead', subscriber: 'email', reason: 'the server is gone for good' } });

/** Body of a skip. */
export const skipSchema = z.strictObject({ reason });

interface GivenFilter {
  readonly kind?: string | undefined;
  readonly subscriber?: string | undefined;
  readonly target?: string | undefined;
  readonly event?: string | undefined;
  readonly aggregate_type?: string | undefined;
  readonly aggregate_id?: string | undefined;
  readonly correlation_id?: string | undefined;
}

/** The filter in the words of the services. */
export function toFilter(given: GivenFilter, state?: DeliveryFilter['state']): DeliveryFilter {
  return {
    ...(state && { state }),
    ...(given.kind !== undefined && { kind: given.kind }),
    ...(given.subscriber !== undefined && { subscriber: given.subscriber }),
    ...(given.target !== undefined && { target: given.target }),
    ...(given.event !== undefined && { event: given.event }),
    ...(given.aggregate_type !== undefined && { aggregateType: given.aggregate_type }),
    ...(given.aggregate_id !== undefined && { aggregateId: given.aggregate_id }),
    ...(given.correlation_id !== undefined && { correlationId: given.correlation_id }),
  };
}
