import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits, readable in a URL, a cookie and a header. */
export function newSecret(prefix = ''): string {
  return prefix + randomBytes(32).toString('base64url');
}

/** What is stored of a secret. It has 256 random bits, so no salt or slow hash is needed. */
export function digest(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
