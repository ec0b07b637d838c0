import type { NextFunction, Request, Response } from 'express';
import {
  BodyTooLargeError,
  MalformedJsonError,
  UnsupportedBodyError,
} from '../problem/http.errors.js';
import { JSON_LIMITS } from './json-limits.js';
import { parseJson } from './parse-json.js';

const JSON_TYPE = /^application\/json\s*(?:;\s*charset\s*=\s*"?utf-?8"?\s*)?;?$/i;
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Reads JSON bodies within limits and refuses every other kind of body. */
export async function jsonBody(
  request: Request,
  _response: Response,
  next: NextFunction,
): Promise<void> {
  if (hasBody(request)) {
    request.body = await readJsonOrDrain(request);
  }
  next();
}

async function readJsonOrDrain(request: Request): Promise<unknown> {
  try {
    return await readJson(request);
  } catch (error) {
    // What is left of the body is read and forgotten, so that the client sees the answer.
    request.resume();
    throw isCutOff(request) ? new MalformedJsonError('it ended too early') : error;
  }
}

function isCutOff(request: Request): boolean {
  return request.destroyed && !request.complete;
}

function hasBody(request: Request): boolean {
  const length = request.headers['content-length'];
  return request.headers['transfer-encoding'] !== undefined || (!!length && Number(length) > 0);
}

async function readJson(request: Request): Promise<unknown> {
  checkKind(request);
  const bytes = await readBytes(request);
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) {
    throw new MalformedJsonError('it starts with a byte order mark; leave it out');
  }
  return parseJson(decode(bytes));
}

function checkKind(request: Request): void {
  const type = request.headers['content-type'];
  if (type === undefined) {
    throw new UnsupportedBodyError('The body has no content type.');
  }
  if (!JSON_TYPE.test(type)) {
    throw new UnsupportedBodyError('The body is of a kind that is not accepted.');
  }
  const encoding = request.headers['content-encoding'] ?? 'identity';
  if (encoding.toLowerCase() !== 'identity') {
    throw new UnsupportedBodyError('The body is compressed.');
  }
  if (Number(request.headers['content-length'] ?? 0) > JSON_LIMITS.body) {
    throw new BodyTooLargeError(JSON_LIMITS.body);
  }
}

async function readBytes(request: Request): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  // Leaving the loop must not destroy the request: that closes the socket under the answer.
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    size += (chunk as Buffer).length;
    if (size > JSON_LIMITS.body) {
      throw new BodyTooLargeError(JSON_LIMITS.body);
    }
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks, size);
}

function decode(bytes: Buffer): string {
  try {
    return utf8.decode(bytes);
  } catch {
    throw new MalformedJsonError('it is not valid UTF-8');
  }
}
