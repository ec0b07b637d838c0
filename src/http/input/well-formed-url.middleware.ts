import type { NextFunction, Request, Response } from 'express';
import { MalformedUrlError } from '../problem/http.errors.js';

/** Refuses URLs that do not decode as UTF-8, and NUL in any part of one. */
export function wellFormedUrl(request: Request, _response: Response, next: NextFunction): void {
  next(problemOf(request.originalUrl));
}

function problemOf(url: string): MalformedUrlError | undefined {
  try {
    // In a query "+" is a space, which changes nothing about what is well formed.
    if (decodeURIComponent(url).includes('\0')) {
      return new MalformedUrlError('contains a NUL character');
    }
    return undefined;
  } catch {
    return new MalformedUrlError('is not correctly percent-encoded');
  }
}
