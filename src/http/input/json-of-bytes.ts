import { MalformedJsonError } from '../problem/http.errors.js';
import { parseJson } from './parse-json.js';

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * The JSON in a body that a stranger sent.
 * @throws MalformedJsonError when it is none in UTF-8
 * @throws HostileJsonError naming the field that nothing good comes of
 */
export function jsonOfBytes(bytes: Buffer): unknown {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) {
    throw new MalformedJsonError('it starts with a byte order mark; leave it out');
  }
  return parseJson(decode(bytes));
}

function decode(bytes: Buffer): string {
  try {
    return utf8.decode(bytes);
  } catch {
    throw new MalformedJsonError('it is not valid UTF-8');
  }
}
