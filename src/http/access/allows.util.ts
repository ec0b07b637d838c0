import { ROLES, SCOPE_OF_ROLE, type Role, type Scope } from './access.constants.js';
import type { Principal } from './principal.interface.js';

/** May this principal do what needs `role` (and, with a token, `scope`)? */
export function allows(
  principal: Principal,
  role: Role,
  scope: Scope = SCOPE_OF_ROLE[role],
): boolean {
  if (ROLES.indexOf(principal.role) < ROLES.indexOf(role)) {
    return false;
  }
  return principal.via === 'session' || principal.scopes.includes(scope);
}
