import type { CookieOptions, Request } from 'express';
import { SECURE_SESSION_COOKIE, SESSION_COOKIE, SESSION_LIFETIME } from '../identity.constants.js';

/** The name the session cookie has on this connection. */
export function sessionCookieName(request: Request): string {
  return request.secure ? SECURE_SESSION_COOKIE : SESSION_COOKIE;
}

/** How the session cookie is set: out of reach of scripts and of other sites' forms. */
export function sessionCookieOptions(request: Request): CookieOptions {
  return {
    httpOnly: true,
    sameSite: 'lax',
    secure: request.secure,
    path: '/',
    maxAge: SESSION_LIFETIME,
  };
}

/** The secret in the session cookie, if the request carries one. */
export function readSessionCookie(request: Request): string | undefined {
  const name = `${sessionCookieName(request)}=`;
  for (const part of (request.headers.cookie ?? '').split(';')) {
    const pair = part.trim();
    if (pair.startsWith(name)) {
      return pair.slice(name.length) || undefined;
    }
  }
  return undefined;
}
