import { UrlRefusedError } from '../channels.errors.js';
import { assertReachable } from './guarded-lookup.js';
import type { OutboundAddresses } from './outbound-addresses.js';

const LONGEST = 2_000;

/**
 * What can be said about an address that a user named before anybody connects to it.
 * @throws UrlRefusedError or AddressRefusedError
 */
export function outboundUrl(text: string, addresses: OutboundAddresses): URL {
  if (text.length > LONGEST) throw new UrlRefusedError(`is longer than ${LONGEST} characters`);
  if (!URL.canParse(text)) throw new UrlRefusedError('is not an absolute URL');
  const url = new URL(text);
  if (url.protocol !== 'https:' && (url.protocol !== 'http:' || addresses.strict)) {
    throw new UrlRefusedError('does not begin with https://');
  }
  if (url.username || url.password) {
    throw new UrlRefusedError('carries a user name or password, which logs would show');
  }
  if (url.hostname.endsWith('.localhost') || url.hostname === 'localhost') {
    if (addresses.strict) throw new UrlRefusedError('names this machine');
  }
  if (url.port === '0') throw new UrlRefusedError('has the port 0');
  assertReachable(url, addresses);
  url.hash = '';
  return url;
}
