import { z } from 'zod';
import { isVersionId, LARGEST_PAGE, USUAL_PAGE } from '../reading/audit-input.js';

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

const versionId = z
  .string()
  .refine(isVersionId, { error: 'must be the id of a version' })
  .meta({ example: '4711' });

const time = z
  .string()
  .max(40)
  .regex(
    /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?(?:Z|[+-]\d\d:\d\d)?)?$/,
    'must be an ISO 8601 time',
  )
  .refine((value) => !Number.isNaN(Date.parse(value)), { error: 'must be a time that exists' })
  .meta({ example: '2026-11-21T18:00:00Z', description: 'ISO 8601; UTC unless it names a zone.' });

const page = {
  after: versionId.optional().meta({ description: 'The `next` of the page before.' }),
  limit: z
    .string()
    .regex(/^[1-9]\d{0,2}$/, `must be a whole number from 1 to ${LARGEST_PAGE}`)
    .transform(Number)
    .pipe(z.number().max(LARGEST_PAGE, `must be at most ${LARGEST_PAGE}`))
    .default(USUAL_PAGE)
    .meta({ description: `How many versions, 1 to ${LARGEST_PAGE}.`, example: '20' }),
};

/** Query of `GET /audit/versions`. */
export const versionsQuerySchema = z
  .strictObject({
    item_type: text(200).optional().meta({ example: 'Post' }),
    item_id: text(1_000).optional().meta({ example: '7' }),
    event: text(50).optional().meta({ example: 'update' }),
    whodunnit: text(200).optional().meta({ example: 'alice' }),
    source: text(50).optional().meta({ example: 'application' }),
    correlation_id: text(200).optional(),
    changed: text(200)
      .optional()
      .meta({ description: 'A column that it changed.', example: 'status' }),
    from: text(2_000)
      .optional()
      .meta({ description: 'The old value of `changed`.', example: 'draft' }),
    to: text(2_000)
      .optional()
      .meta({ description: 'The new value of `changed`.', example: 'published' }),
    since: time.optional(),
    until: time.optional(),
    ...page,
  })
  .refine(({ changed, from, to }) => changed !== undefined || (from ?? to) === undefined, {
    path: ['changed'],
    error: 'must name the column that `from` and `to` are values of',
  });

/** Query of `GET /audit/:type/:id/history`. */
export const historyQuerySchema = z.strictObject({
  associated: z
    .enum(['true', 'false'])
    .default('false')
    .transform((value) => value === 'true')
    .meta({ description: 'With the versions of the records that belong to it.', example: 'true' }),
  ...page,
});

/** Query of `GET /audit/:type/:id/at`. */
export const atQuerySchema = z
  .strictObject({ time: time.optional(), version: versionId.optional() })
  .refine((query) => (query.time === undefined) !== (query.version === undefined), {
    path: ['time'],
    error: 'must be given, or `version` instead of it',
  });

/** Query of `GET /audit/versions/:id/diff`. */
export const diffQuerySchema = z.strictObject({ against: versionId });

/** `:id` of a version. */
export const versionIdSchema = versionId;

/** `:type`, `:id` of a record, and the id of a correlation. */
export const nameSchema = text(1_000);

const act = {
  dry_run: z
    .boolean()
    .default(false)
    .meta({ description: 'Shows what would be done.', example: true }),
  reason: text(2_000).optional().meta({
    description: 'Stored with the new versions.',
    example: 'typo in the title',
  }),
};

/** Body of a revert. */
export const revertBodySchema = z
  .strictObject({
    fields: z
      .array(text(200))
      .min(1)
      .max(200)
      .optional()
      .meta({
        description: 'Only these columns.',
        example: ['title'],
      }),
    ...act,
  })
  .prefault({})
  .meta({ example: { fields: ['title'], dry_run: true } });

/** Body of a restore. */
export const restoreBodySchema = z
  .strictObject({
    associations: z.boolean().default(false).meta({
      description: 'With what was destroyed together with the record.',
      example: true,
    }),
    ...act,
  })
  .prefault({})
  .meta({ example: { associations: true, dry_run: true } });

/** Body of an undo. */
export const undoBodySchema = z
  .strictObject(act)
  .prefault({})
  .meta({ example: { dry_run: true } });
