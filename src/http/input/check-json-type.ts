import type { Request } from 'express';
import { UnsupportedBodyError } from '../problem/http.errors.js';

const JSON_TYPE = /^application\/json\s*(?:;\s*charset\s*=\s*"?utf-?8"?\s*)?;?$/i;

/** @throws UnsupportedBodyError when the headers promise anything but plain JSON */
export function checkJsonType({ headers }: Request): void {
  const type = headers['content-type'];
  if (type === undefined) {
    throw new UnsupportedBodyError('The body has no content type.');
  }
  if (!JSON_TYPE.test(type)) {
    throw new UnsupportedBodyError('The body is of a kind that is not accepted.');
  }
  const encoding = headers['content-encoding'] ?? 'identity';
  if (encoding.toLowerCase() !== 'identity') {
    throw new UnsupportedBodyError('The body is compressed.');
  }
}
