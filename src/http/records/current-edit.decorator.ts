import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { AuthenticatedRequest } from '../access/authenticated-request.interface.js';

/** Injects the `Edit` of the request into a handler: who writes, against which ETag. */
export const CurrentEdit = createParamDecorator((_data: unknown, context: ExecutionContext) => {
  const request = context.switchToHttp().getRequest<AuthenticatedRequest>();
  return { editor: request.principal, ifMatch: request.headers['if-match'] };
});
