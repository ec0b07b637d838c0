import type { Request } from 'express';

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);
const OWN_SITE = new Set(['same-origin', 'none']);

/**
 * Did a page of another site make a browser send this writing request? Browsers state it in
 * Sec-Fetch-Site, older ones at least in Origin; a client that sends neither is no browser, and
 * holds no cookie that somebody else could borrow.
 */
export function isCrossSite(request: Request): boolean {
  if (SAFE_METHODS.has(request.method)) {
    return false;
  }
  const site = request.get('sec-fetch-site');
  if (site !== undefined) {
    return !OWN_SITE.has(site);
  }
  const origin = request.get('origin');
  return origin !== undefined && origin !== `${request.protocol}://${request.get('host')}`;
}
