import type { RawBodyRequest } from '@nestjs/common';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { readBytes } from './read-bytes.js';

/**
 * Leaves a body as the bytes that came, for routes where a signature covers them: what is parsed and
 * written again is not what was signed. The route parses it once it knows who wrote it.
 * @param most bytes
 */
export function rawBody(most: number): RequestHandler {
  return async (request: RawBodyRequest<Request>, _response: Response, next: NextFunction) => {
    request.rawBody = await readBytes(request, most);
    next();
  };
}
