import type { RawBodyRequest } from '@nestjs/common';
import type { NextFunction, Request, Response } from 'express';
import { checkJsonType } from './check-json-type.js';
import { JSON_LIMITS } from './json-limits.js';
import { jsonOfBytes } from './json-of-bytes.js';
import { readBytes } from './read-bytes.js';

/** Reads JSON bodies within limits and refuses every other kind of body. */
export async function jsonBody(
  request: RawBodyRequest<Request>,
  _response: Response,
  next: NextFunction,
): Promise<void> {
  if (request.rawBody === undefined && hasBody(request)) {
    request.body = await readJson(request);
  }
  next();
}

function hasBody(request: Request): boolean {
  const length = request.headers['content-length'];
  return request.headers['transfer-encoding'] !== undefined || (!!length && Number(length) > 0);
}

async function readJson(request: Request): Promise<unknown> {
  try {
    checkJsonType(request);
  } catch (error) {
    // Read and forgotten, so that the client sees the answer.
    request.resume();
    throw error;
  }
  return jsonOfBytes(await readBytes(request, JSON_LIMITS.body));
}
