import type { Role } from '../../../http/access/access.constants.js';

/** Who is signed in, as they see themselves. */
export interface SessionView {
  readonly user: {
    readonly id: string;
    readonly name: string;
    readonly display_name: string;
    readonly role: Role;
  };
}

export function sessionView(user: {
  readonly id: string;
  readonly name: string;
  readonly displayName: string;
  readonly role: Role;
}): SessionView {
  const { id, name, displayName, role } = user;
  return { user: { id, name, display_name: displayName, role } };
}
