import { SetMetadata } from '@nestjs/common';
import { ACCESS_METADATA, type Scope } from './access.constants.js';
import type { Access } from './access.interface.js';

/** Lets everybody who is signed in use a route; a token needs this scope. */
export function RequireScope(scope: Scope): ClassDecorator & MethodDecorator {
  return SetMetadata(ACCESS_METADATA, { role: 'viewer', scope } satisfies Access);
}
