import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiSecurity } from '@nestjs/swagger';
import { ACCESS_METADATA } from './access.constants.js';
import type { Access } from './access.interface.js';

/** Opens a route or controller to everybody, signed in or not. */
export function Public(): ClassDecorator & MethodDecorator {
  return applyDecorators(
    SetMetadata(ACCESS_METADATA, { public: true } satisfies Access),
    // OpenAPI's word for: also without credentials.
    ApiSecurity({}),
  );
}
