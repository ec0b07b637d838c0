import { z } from 'zod';
import { ROLES, type Role } from '../../../http/access/access.constants.js';

/** Who is signed in, as they see themselves. */
export const sessionSchema = z.object({
  user: z.object({
    id: z.string().meta({ example: '2' }),
    name: z.string().meta({ example: 'alice' }),
    display_name: z.string().meta({ example: 'Alice Adams' }),
    role: z.enum(ROLES).meta({ example: 'admin' }),
  }),
});

/** Who is signed in, as they see themselves. */
export type SessionView = z.output<typeof sessionSchema>;

export function sessionView(user: {
  readonly id: string;
  readonly name: string;
  readonly displayName: string;
  readonly role: Role;
}): SessionView {
  const { id, name, displayName, role } = user;
  return { user: { id, name, display_name: displayName, role } };
}
