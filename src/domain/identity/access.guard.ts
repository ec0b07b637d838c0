import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { type Access } from '../../http/access/access.interface.js';
import { SCOPE_OF_ROLE } from '../../http/access/access.constants.js';
import { allows } from '../../http/access/allows.util.js';
import { type AuthenticatedRequest } from '../../http/access/authenticated-request.interface.js';
import { type Principal } from '../../http/access/principal.interface.js';
import { amendContext } from '../../platform/correlation/index.js';
import { AccessRules } from './access-rules.js';
import { Authenticator } from './authenticator.js';
import { AccessDeniedError, NotSignedInError } from './identity.errors.js';

/** The one door: shut unless the route says who may pass, and the request shows that it is them. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly rules: AccessRules,
    private readonly authenticator: Authenticator,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<AuthenticatedRequest>();
    const access = this.rules.accessOf({
      method: request.method === 'HEAD' ? 'GET' : request.method,
      path: (request.route as { path: string }).path,
      controller: context.getClass(),
      handler: context.getHandler() as (...parameters: never[]) => unknown,
    });
    if (access?.public) {
      return true;
    }
    const principal = await this.authenticator.identify(request);
    if (!principal) {
      throw new NotSignedInError();
    }
    // Before the door may close: the log names who was turned away.
    amendContext({
      actor: { id: principal.name, type: principal.via === 'token' ? 'token' : 'user' },
    });
    assertAllowed(principal, access);
    request.principal = principal;
    return true;
  }
}

function assertAllowed(principal: Principal, access: Access | undefined): void {
  if (!access || access.public) {
    throw AccessDeniedError.undeclared();
  }
  const scope = access.scope ?? SCOPE_OF_ROLE[access.role];
  if (!allows({ ...principal, via: 'session' }, access.role)) {
    throw AccessDeniedError.role(access.role);
  }
  if (!allows(principal, access.role, scope)) {
    throw AccessDeniedError.scope(scope);
  }
}
