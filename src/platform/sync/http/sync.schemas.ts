import { z } from 'zod';
import { DIRECTIONS, MESSAGE_STATES } from '../managing/message-row.js';

const MOST = 200;
const LARGEST = 9_223_372_036_854_775_807n;

const text = (most: number) =>
  z
    .string()
    .min(1)
    .max(most)
    .refine((value) => !/[\0\p{Surrogate}]/u.test(value), {
      error: 'must not contain NUL or half of a surrogate pair',
    });

/** `:seq` of a message. */
export const seqSchema = z
  .string()
  .refine((value) => /^[1-9]\d{0,18}$/.test(value) && BigInt(value) <= LARGEST, {
    error: 'must be an id',
  })
  .meta({ example: '41' });

/** `:direction` of a message. */
export const directionSchema = z.enum(DIRECTIONS);

const page = {
  after: seqSchema.optional().meta({ description: 'The `next` of the page before.' }),
  limit: z
    .string()
    .regex(/^[1-9]\d{0,2}$/, `must be a whole number from 1 to ${MOST}`)
    .transform(Number)
    .pipe(z.number().max(MOST, `must be at most ${MOST}`))
    .default(50)
    .meta({ description: `How many, 1 to ${MOST}.`, example: '20' }),
};

/** Query of `GET /sync/messages`. */
export const messagesQuerySchema = z.strictObject({
  direction: directionSchema.default('inbound'),
  peer: text(60).optional().meta({ example: 'facade' }),
  state: z.enum(MESSAGE_STATES).optional().meta({ example: 'parked' }),
  item_type: text(200).optional().meta({ example: 'Post' }),
  item_id: text(1_000).optional().meta({ example: '7' }),
  correlation_id: text(200).optional(),
  ...page,
});

/** Query of `GET /sync/conflicts`. */
export const conflictsQuerySchema = z.strictObject({
  peer: text(60).optional(),
  item_type: text(200).optional().meta({ example: 'Post' }),
  item_id: text(1_000).optional().meta({ example: '7' }),
  ...page,
});

/** `:item_type` of a record, as versions name it. */
export const itemTypeSchema = text(200).meta({ example: 'Post' });

/** `:item_id` of a record. */
export const itemIdSchema = text(1_000).meta({ example: '7' });

/** Query of `GET /sync/records/:item_type/:item_id`. */
export const comparisonQuerySchema = z.strictObject({
  peer: text(60).meta({ description: 'The other side.', example: 'facade' }),
});

/** Body of a skip. */
export const skipSchema = z.strictObject({
  reason: text(500).meta({ example: 'made again by hand' }),
});

const id = z.string().meta({ example: '41' });
const moment = z.iso.datetime().nullable();

/** A message as it is shown. */
export const messageSchema = z.object({
  seq: id,
  direction: directionSchema,
  peer: z.string().meta({ example: 'facade' }),
  id,
  state: z.enum(MESSAGE_STATES),
  body: z.string().meta({ example: '{"post":{"id":7,"title":"Hello"}}' }),
  item_type: z.string().nullable(),
  item_id: z.string().nullable(),
  origin: z.string().nullable(),
  original_id: z.string().nullable(),
  event: z.string().nullable(),
  whodunnit: z.string().nullable(),
  attempts: z.int(),
  last_error: z.string().nullable(),
  skip_reason: z.string().nullable(),
  correlation_id: z.string().nullable(),
  causation_id: z.string().nullable(),
  created_at: z.iso.datetime(),
  available_at: moment,
  done_at: moment,
});

export const messagePageSchema = z.object({
  items: z.array(messageSchema),
  next: id.nullable(),
});

const count = z.int().meta({ description: 'Counting stops at 10,000.' });

export const peersSchema = z.object({
  items: z.array(
    z.object({
      name: z.string().meta({ example: 'facade' }),
      url: z.string().nullable(),
      mode: z.string(),
      dialect: z.string(),
      capabilities: z.string().nullable(),
      last_inbound_id: id.nullable(),
      last_outbound_id: id,
      acknowledged_id: id,
      outbound_pending: count,
      outbound_oldest_seconds: z.number().nullable(),
      inbound_pending: count,
      inbound_parked: count,
      inbound_unclaimed: count,
      withheld_destroys: id,
      paused: z.boolean(),
      conflicts: count,
      last_push_at: moment,
      last_pull_at: moment,
      last_contact_at: moment,
      last_error: z.string().nullable(),
      last_error_at: moment,
    }),
  ),
});

/** A record on both sides. */
export const comparisonSchema = z.object({
  peer: z.string().meta({ example: 'facade' }),
  item_type: z.string().meta({ example: 'Post' }),
  item_id: id,
  is_here: z.boolean(),
  is_there: z.boolean().nullable().meta({ description: 'Null when nobody can tell.' }),
  id_there: z.string().nullable(),
  source: z.enum(['peer', 'messages', 'nothing']).meta({
    description: 'Who says how it is there: the peer, or the messages that both sides have.',
  }),
  why: z.string().nullable().meta({ description: 'Why the peer itself does not say.' }),
  as_of: moment.meta({ description: 'When the last of those messages was applied or confirmed.' }),
  on_the_way: z
    .int()
    .meta({ description: 'Messages about it that are not applied everywhere yet.' }),
  fields: z.array(
    z.object({
      name: z.string().meta({ example: 'title' }),
      here: z.unknown(),
      there: z.unknown(),
      state: z.enum(['same', 'different', 'here_only', 'there_only']),
    }),
  ),
});

export const conflictPageSchema = z.object({
  items: z.array(
    z.object({
      id,
      peer: z.string(),
      message_id: id,
      item_type: z.string(),
      item_id: z.string(),
      fields: z.array(z.string()),
      ours: z.record(z.string(), z.unknown()),
      theirs: z.record(z.string(), z.unknown()),
      policy: z.string(),
      decision: z.string(),
      reason: z.string(),
      correlation_id: z.string().nullable(),
      created_at: z.iso.datetime(),
    }),
  ),
  next: id.nullable(),
});
