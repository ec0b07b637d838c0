import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { CrossSiteError } from '../problem/http.errors.js';

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses state-changing requests that a browser sent from another site's page.
 *
 * Browsers say so in `Sec-Fetch-Site` and `Origin`, which no page can forge; programs send neither.
 * It also covers signing in, where no cookie is there yet to be abused.
 */
export function sameSiteOnly(publicOrigin: string): RequestHandler {
  return (request: Request, _response: Response, next: NextFunction) => {
    const crossSite = !SAFE_METHODS.has(request.method) && isCrossSite(request, publicOrigin);
    next(crossSite ? new CrossSiteError() : undefined);
  };
}

function isCrossSite(request: Request, publicOrigin: string): boolean {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') {
    return true;
  }
  const { origin } = request.headers;
  return origin !== undefined && origin !== publicOrigin && !isOwnHost(origin, request);
}

function isOwnHost(origin: string, request: Request): boolean {
  return URL.canParse(origin) && new URL(origin).host === request.headers.host;
}
