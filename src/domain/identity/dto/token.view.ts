import { z } from 'zod';
import { SCOPES } from '../../../http/access/access.constants.js';
import type { ApiToken } from '../entities/api-token.entity.js';

/** A token as its owner sees it. */
export const tokenSchema = z.object({
  id: z.string().meta({ example: '3' }),
  name: z.string().meta({ example: 'nightly import' }),
  scopes: z.array(z.enum(SCOPES)).meta({ example: ['read', 'write'] }),
  created_at: z.iso.datetime(),
  expires_at: z.iso.datetime(),
  last_used_at: z.iso.datetime().nullable(),
});

/** The tokens of one user. */
export const tokenListSchema = z.object({ items: z.array(tokenSchema) });

/** A token with its secret: the answer to its creation, and nowhere else. */
export const newTokenSchema = tokenSchema.extend({
  token: z.string().meta({ example: 'bks_3nPqd…' }),
});

/** A token as its owner sees it. */
export type TokenView = z.output<typeof tokenSchema>;

export function tokenView(token: ApiToken): TokenView {
  return {
    id: token.id,
    name: token.name,
    scopes: token.scopes,
    created_at: token.createdAt.toISOString(),
    expires_at: token.expiresAt.toISOString(),
    last_used_at: token.lastUsedAt?.toISOString() ?? null,
  };
}
