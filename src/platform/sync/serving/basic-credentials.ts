import type { SyncCredentials } from '../interfaces/sync-module-options.interface.js';

/** What an `Authorization` header of the scheme Basic holds; undefined for any other. */
export function basicCredentials(header: string | undefined): SyncCredentials | undefined {
  const encoded = /^basic +([A-Za-z0-9+/=]+) *$/i.exec(header ?? '')?.[1];
  if (encoded === undefined) return undefined;
  const decoded = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = decoded.indexOf(':');
  if (colon === -1) return undefined;
  return { username: decoded.slice(0, colon), password: decoded.slice(colon + 1) };
}
