import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { type Response } from 'express';
import { type Access } from '../../http/access/access.interface.js';
import { SCOPE_OF_ROLE } from '../../http/access/access.constants.js';
import { allows } from '../../http/access/allows.util.js';
import { type AuthenticatedRequest } from '../../http/access/authenticated-request.interface.js';
import { type Principal } from '../../http/access/principal.interface.js';
import { amendContext } from '../../platform/correlation/index.js';
import { AccessRules } from './access-rules.js';
import { Authenticator } from './authenticator.js';
import { AccessDeniedError, CrossSiteRequestError, NotSignedInError } from './identity.errors.js';
import { isCrossSite } from './utils/is-cross-site.util.js';

/** The one door: shut unless the route says who may pass, and the request shows that it is them. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly rules: AccessRules,
    private readonly authenticator: Authenticator,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const http = context.switchToHttp();
    const request = http.getRequest<AuthenticatedRequest>();
    const access = this.rules.accessOf({
      method: request.method === 'HEAD' ? 'GET' : request.method,
      path: (request.route as { path: string }).path,
      controller: context.getClass(),
      handler: context.getHandler() as (...parameters: never[]) => unknown,
    });
    if (access?.public) {
      assertSameSite(request);
      return true;
    }
    const principal = await this.authenticator.identify(request);
    if (!principal) {
      http.getResponse<Response>().setHeader('WWW-Authenticate', 'Bearer realm="backstory"');
      throw new NotSignedInError();
    }
    if (principal.via === 'session') {
      assertSameSite(request);
    }
    assertAllowed(principal, access);
    request.principal = principal;
    amendContext({
      actor: { id: principal.name, type: principal.via === 'token' ? 'token' : 'user' },
    });
    return true;
  }
}

function assertSameSite(request: AuthenticatedRequest): void {
  if (isCrossSite(request)) {
    throw new CrossSiteRequestError();
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
