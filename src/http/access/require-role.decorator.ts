import { SetMetadata } from '@nestjs/common';
import { ACCESS_METADATA, type Role, type Scope } from './access.constants.js';
import type { Access } from './access.interface.js';

/**
 * Lets people of this role or a higher one use a route or controller.
 * A token also needs `scope`; left out, the one that goes with the role.
 */
export function RequireRole(role: Role, scope?: Scope): ClassDecorator & MethodDecorator {
  return SetMetadata(ACCESS_METADATA, { role, scope } satisfies Access);
}
