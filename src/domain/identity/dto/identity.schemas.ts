import { z } from 'zod';
import { ROLES, SCOPES } from '../../../http/access/access.constants.js';
import { pageQueryShape } from '../../../http/pagination/page-query.schema.js';
import { line } from '../../../http/schemas/line.schema.js';
import { text } from '../../../http/schemas/text.schema.js';

const LONGEST_TOKEN_LIFE = 365;

const displayName = line(100).meta({ example: 'Alice Adams' });
const email = z
  .string()
  .max(254)
  .regex(/^[^\s<>,;:"()[\]\\@]{1,64}@[^\s<>,;:"()[\]\\@]{1,189}$/u, 'must be one e-mail address')
  .nullable()
  .meta({ example: 'dora@example.com' });
const role = z.enum(ROLES).meta({ example: 'member' });
const password = text(12, 200).meta({ description: '12 to 200 characters.' });

/** Body of `POST /session`; lenient about what a password is, so that its shape tells nothing. */
export const signInSchema = z
  .strictObject({ name: text(1, 200), password: text(1, 1000) })
  .meta({ example: { name: 'alice', password: 'correct horse battery staple' } });

/** Query of `GET /sign-in`. */
export const signInLinkSchema = z.object({ token: z.string().min(1).max(200) });

/** Body of `POST /users`. */
export const createUserSchema = z
  .strictObject({
    name: z.string().regex(/^[a-z0-9][a-z0-9._-]{0,62}$/, {
      error: 'must be 1 to 63 of a-z, 0-9, ".", "_" and "-", beginning with a letter or digit',
    }),
    display_name: displayName,
    role,
    email: email.optional(),
    password: password.optional(),
  })
  .meta({ example: { name: 'dora', display_name: 'Dora Diaz', role: 'member' } });

/** Body of `PATCH /users/:id`. */
export const updateUserSchema = z
  .strictObject({ display_name: displayName, role, email, active: z.boolean(), password })
  .partial()
  .meta({ example: { role: 'operator' } });

/** Query of `GET /users`. */
export const listUsersSchema = z.strictObject(pageQueryShape);

/** Query of `GET /people`. */
export const findPeopleSchema = z.strictObject({
  query: line(100).optional().meta({
    description: 'Part of a handle or name.',
    example: 'ali',
  }),
  ...pageQueryShape,
});

/** Body of `POST /tokens`. */
export const createTokenSchema = z
  .strictObject({
    name: line(100),
    scopes: z.array(z.enum(SCOPES)).min(1).max(SCOPES.length),
    expires_in_days: z.int().min(1).max(LONGEST_TOKEN_LIFE).default(90),
  })
  .meta({ example: { name: 'nightly import', scopes: ['read', 'write'], expires_in_days: 30 } });
