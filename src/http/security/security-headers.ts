import type { RequestHandler } from 'express';
import helmet from 'helmet';

/** What a page of ours may load: itself only, and no script or style written into the page. */
const DIRECTIVES = {
  defaultSrc: ["'none'"],
  scriptSrc: ["'self'"],
  styleSrc: ["'self'"],
  imgSrc: ["'self'", 'data:'],
  fontSrc: ["'self'"],
  connectSrc: ["'self'"],
  manifestSrc: ["'self'"],
  workerSrc: ["'self'"],
  baseUri: ["'none'"],
  formAction: ["'self'"],
  frameAncestors: ["'none'"],
  objectSrc: ["'none'"],
};

/**
 * The security headers of every answer.
 * @param https whether people reach the server by https; only then may a browser insist on it
 */
export function securityHeaders(https: boolean): RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { ...DIRECTIVES, ...(https && { upgradeInsecureRequests: [] }) },
    },
    strictTransportSecurity: https,
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
    referrerPolicy: { policy: 'no-referrer' },
    xFrameOptions: { action: 'deny' },
  });
}

/** The same policy where a page's own style elements carry `nonce`, or where styles may be inline. */
export function contentSecurityPolicy(styles: string): string {
  return Object.entries({ ...DIRECTIVES, styleSrc: ["'self'", styles] })
    .map(([name, values]) => `${dashed(name)} ${values.join(' ')}`)
    .join('; ');
}

function dashed(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
