import { HttpException } from '@nestjs/common';
import type { Request } from 'express';
import { requestPath } from './request-path.util.js';
import type { ProblemDraft } from './problem-draft.interface.js';

const CODES: Readonly<Record<number, string>> = {
  400: 'HTTP_BAD_REQUEST',
  401: 'HTTP_UNAUTHORIZED',
  403: 'HTTP_FORBIDDEN',
  404: 'HTTP_NOT_FOUND',
  405: 'HTTP_METHOD_NOT_ALLOWED',
  406: 'HTTP_NOT_ACCEPTABLE',
  408: 'HTTP_TIMEOUT',
  409: 'HTTP_CONFLICT',
  410: 'HTTP_GONE',
  412: 'HTTP_PRECONDITION_FAILED',
  413: 'HTTP_BODY_TOO_LARGE',
  415: 'HTTP_UNSUPPORTED_BODY',
  422: 'HTTP_UNPROCESSABLE',
  429: 'HTTP_THROTTLED',
  503: 'HTTP_UNAVAILABLE',
};

/** Translates what Nest and Express throw themselves; a 5xx keeps its message to the log. */
export function nestProblem(error: unknown, request: Request): ProblemDraft | undefined {
  if (!(error instanceof HttpException) || error.getStatus() >= 500) {
    return unavailable(error);
  }
  const status = error.getStatus();
  const code = CODES[status] ?? 'HTTP_ERROR';
  return { status, code, detail: noRoute(error) ? nothingAt(request) : error.message };
}

function noRoute(error: HttpException): boolean {
  return error.getStatus() === 404 && /^(Cannot |Not Found$)/.test(error.message);
}

/** The text of Nest's own 404 repeats the whole URL, in which a query may hold a secret. */
function nothingAt(request: Request): string {
  return `There is nothing at ${request.method} ${requestPath(request)}. See /api/docs for what there is.`;
}

function unavailable(error: unknown): ProblemDraft | undefined {
  if (!(error instanceof HttpException) || error.getStatus() !== 503) {
    return undefined;
  }
  return {
    status: 503,
    code: 'HTTP_UNAVAILABLE',
    detail: 'The server is busy or about to restart. Try again in a few seconds.',
    retryAfter: 5,
  };
}
