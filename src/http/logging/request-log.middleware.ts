import { AsyncLocalStorage } from 'node:async_hooks';
import { Logger } from '@nestjs/common';
import type { NextFunction, Request, Response } from 'express';
import { requestPath } from '../problem/request-path.util.js';

/** Asked every few seconds by machines; their lines would bury the rest. */
const QUIET = /^\/(health\/|metrics$)/;

const logger = new Logger('Request');

/** Writes one line per request when it ends: who, what, how it was answered, how long it took. */
export function requestLog(request: Request, response: Response, next: NextFunction): void {
  const started = performance.now();
  const path = requestPath(request);
  // The end of a response runs outside the request's context; the actor is known only by then.
  const write = AsyncLocalStorage.bind(() => {
    const line = {
      message: `${request.method} ${path} ${response.statusCode}`,
      method: request.method,
      path,
      status: response.statusCode,
      duration_ms: Math.round((performance.now() - started) * 10) / 10,
      ...(!response.writableFinished && { aborted: true }),
    };
    if (QUIET.test(path)) {
      logger.debug(line);
    } else {
      logger.log(line);
    }
  });
  response.once('close', write);
  next();
}
