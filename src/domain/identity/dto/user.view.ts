import type { Role } from '../../../http/access/access.constants.js';
import type { User } from '../entities/user.entity.js';

/** A user as an admin sees it. */
export interface UserView {
  readonly id: string;
  readonly name: string;
  readonly display_name: string;
  readonly role: Role;
  readonly active: boolean;
  readonly created_at: string;
  readonly updated_at: string;
}

/** Names each field: a column added later stays inside until somebody decides otherwise. */
export function userView(user: User): UserView {
  return {
    id: user.id,
    name: user.name,
    display_name: user.displayName,
    role: user.role,
    active: user.active,
    created_at: user.createdAt.toISOString(),
    updated_at: user.updatedAt.toISOString(),
  };
}
