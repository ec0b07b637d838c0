import { z } from 'zod';
import { isRowId } from '../storing/row-id.js';

const MOST = 200;

/** The id of a row; whatever can be none is found to be missing, not wrong. */
export const idSchema = z.string().max(200);

const cursor = z
  .string()
  .refine(isRowId, { error: 'must be the `next` of a page before' })
  .optional()
  .meta({ description: 'The `next` of the page before.', example: '41' });

const limit = z
  .string()
  .regex(/^[1-9]\d{0,2}$/, `must be a whole number from 1 to ${MOST}`)
  .transform(Number)
  .pipe(z.number().max(MOST, `must be at most ${MOST}`))
  .default(50)
  .meta({ description: `How many, 1 to ${MOST}.`, example: '20' });

const name = z
  .string()
  .max(100)
  .regex(/^[a-z][a-z0-9_]*$/, 'must be a name such as "issue"');

/** Query of a list without filters. */
export const pageQuerySchema = z.strictObject({ after: cursor, limit });

/** Query of `GET /workflows`. */
export const listQuerySchema = z.strictObject({
  enabled: z
    .enum(['true', 'false'])
    .transform((value) => value === 'true')
    .optional(),
  aggregate: name.optional().meta({ example: 'issue' }),
  triggered_on: name.optional().meta({ example: 'comment_added' }),
  after: cursor,
  limit,
});

const status = z.enum(['matched', 'succeeded', 'skipped', 'failed']);

/** Query of `GET /workflows/:id/runs`. */
export const runsOfWorkflowQuerySchema = z.strictObject({
  status: status.optional(),
  after: cursor,
  limit,
});

/** Query of `GET /workflows/runs`. */
export const runsQuerySchema = z.strictObject({
  status: status.optional(),
  aggregate: name.optional().meta({ example: 'issue' }),
  aggregate_id: z
    .string()
    .max(200)
    .regex(/^[^\0\p{Surrogate}]+$/u, 'must be the id of a record')
    .optional()
    .meta({ example: '7' }),
  after: cursor,
  limit,
});

/** The number of a version. */
export const numberSchema = z
  .string()
  .regex(/^[1-9]\d{0,8}$/, 'must be the number of a version')
  .transform(Number);

const EXAMPLE = {
  name: 'Answer in old issues',
  triggered_on: 'comment_added',
  conditions: [{ attribute: 'created_at', operator: 'less_than', value: '2023-01-01' }],
  actions: [{ type: 'reply', body: 'This is an old issue: please open a new one.' }],
};

const fields = {
  name: z.unknown().optional(),
  aggregate: z.unknown().optional(),
  triggered_on: z.unknown().optional(),
  conditions: z.unknown().optional(),
  actions: z.unknown().optional(),
  allow_automation: z.unknown().optional(),
};

/**
 * A definition is checked as a whole by the module, which knows what there is; here only that it is
 * an object.
 */
export const definitionSchema = z.looseObject(fields).meta({ example: EXAMPLE });

/** Body of `POST /workflows`. */
export const createSchema = z
  .looseObject({ ...fields, enabled: z.boolean().default(true) })
  .meta({ example: { ...EXAMPLE, enabled: true } });

/** Body of `PATCH /workflows/:id`. */
export const changeSchema = z
  .looseObject({ ...fields, enabled: z.boolean().optional() })
  .meta({ example: { name: 'Answer in very old issues' } });

/** Body of `POST /workflows/:id/disable`. */
export const disableSchema = z
  .strictObject({
    reason: z
      .string()
      .max(500)
      .regex(/^[^\0\p{Surrogate}]*$/u, 'must not contain NUL or half of a surrogate pair')
      .optional(),
  })
  .prefault({})
  .meta({ example: { reason: 'Too many replies.' } });

const against = {
  event: z.string().max(40).optional().meta({ description: 'The id of a past event.' }),
  last_days: z.int().min(1).max(366).optional(),
};

const oneOfBoth = {
  path: ['event'],
  error: 'must be given, or `last_days` instead of it',
};

function isOne(body: { event?: unknown; last_days?: unknown }): boolean {
  return (body.event === undefined) !== (body.last_days === undefined);
}

/** Body of `POST /workflows/dry-run`. */
export const dryRunSchema = z
  .strictObject({ definition: z.looseObject(fields), ...against })
  .refine(isOne, oneOfBoth)
  .meta({ example: { definition: EXAMPLE, last_days: 7 } });

/** Body of `POST /workflows/:id/dry-run`. */
export const dryRunOfWorkflowSchema = z
  .strictObject({ version: z.int().min(1).max(999_999_999).optional(), ...against })
  .refine(isOne, oneOfBoth)
  .meta({ example: { version: 2, last_days: 7 } });
