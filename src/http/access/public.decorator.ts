import { SetMetadata } from '@nestjs/common';
import { ACCESS_METADATA } from './access.constants.js';
import type { Access } from './access.interface.js';

/** Opens a route or controller to everybody, signed in or not. */
export function Public(): ClassDecorator & MethodDecorator {
  return SetMetadata(ACCESS_METADATA, { public: true } satisfies Access);
}
