import { Injectable } from '@nestjs/common';
import { type Request } from 'express';
import { SCOPES } from '../../http/access/access.constants.js';
import { type Principal } from '../../http/access/principal.interface.js';
import { ApiTokensService } from './api-tokens.service.js';
import { type User } from './entities/user.entity.js';
import { SessionsService } from './sessions.service.js';
import { readSessionCookie } from './utils/session-cookie.util.js';

const BEARER = /^Bearer +([\w-]{1,200})$/i;

/** Finds out who makes a request, from its token or its session cookie and from nothing else. */
@Injectable()
export class Authenticator {
  constructor(
    private readonly tokens: ApiTokensService,
    private readonly sessions: SessionsService,
  ) {}

  /** A request with an Authorization header is judged by that alone, whatever its cookie says. */
  async identify(request: Request): Promise<Principal | undefined> {
    const authorization = request.get('authorization');
    if (authorization !== undefined) {
      const secret = BEARER.exec(authorization)?.[1];
      const token = secret && (await this.tokens.find(secret));
      return token ? principal(token.user, 'token', token.scopes) : undefined;
    }
    const cookie = readSessionCookie(request);
    const user = cookie && (await this.sessions.userOf(cookie));
    return user ? principal(user, 'session', SCOPES) : undefined;
  }
}

function principal(user: User, via: Principal['via'], scopes: Principal['scopes']): Principal {
  const { id, name, displayName, role } = user;
  return { id, name, displayName, role, scopes, via };
}
