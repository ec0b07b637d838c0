import { z } from 'zod';
import { ROLES } from '../../../http/access/access.constants.js';
import type { User } from '../entities/user.entity.js';

/** A user as an admin sees it. */
export const userSchema = z.object({
  id: z.string().meta({ example: '4' }),
  name: z.string().meta({ example: 'dora' }),
  display_name: z.string().meta({ example: 'Dora Diaz' }),
  role: z.enum(ROLES).meta({ example: 'member' }),
  email: z.string().nullable().meta({ example: 'dora@example.com' }),
  active: z.boolean(),
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
});

/** A page of users, newest first. */
export const userPageSchema = z.object({
  items: z.array(userSchema),
  next: z.string().nullable(),
});

/** A user as an admin sees it. */
export type UserView = z.output<typeof userSchema>;

/** Names each field: a column added later stays inside until somebody decides otherwise. */
export function userView(user: User): UserView {
  return {
    id: user.id,
    name: user.name,
    display_name: user.displayName,
    role: user.role,
    email: user.email,
    active: user.active,
    created_at: user.createdAt.toISOString(),
    updated_at: user.updatedAt.toISOString(),
  };
}
