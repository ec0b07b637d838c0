import { STATUS_CODES } from 'node:http';
import { Catch, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Request, Response } from 'express';
import { databaseProblem } from './database-problem.util.js';
import { domainProblem } from './domain-problem.util.js';
import { nestProblem } from './nest-problem.util.js';
import type { ProblemDraft } from './problem-draft.interface.js';
import type { Problem } from './problem.interface.js';
import { requestPath } from './request-path.util.js';

const UNKNOWN: ProblemDraft = {
  status: 500,
  code: 'HTTP_INTERNAL_ERROR',
  detail: 'Something failed on our side. Try again; if it stays, report the correlation_id.',
};

/** Answers every error as `application/problem+json`; what only we may know goes to the log. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('Http');

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<Request>();
    const response = host.switchToHttp().getResponse<Response>();
    const draft =
      domainProblem(error) ?? databaseProblem(error) ?? nestProblem(error, request) ?? UNKNOWN;
    if (draft.status >= 500) {
      this.report(error, draft, request);
    }
    if (response.headersSent) {
      response.destroy();
      return;
    }
    if (draft.retryAfter !== undefined) {
      response.setHeader('Retry-After', String(Math.ceil(draft.retryAfter)));
    }
    if (draft.status === 401) {
      response.setHeader('WWW-Authenticate', 'Bearer realm="backstory"');
    }
    response
      .status(draft.status)
      .setHeader('Cache-Control', 'no-store')
      .type('application/problem+json')
      .send(JSON.stringify(toProblem(draft, response)));
  }

  private report(error: unknown, draft: ProblemDraft, request: Request): void {
    const where = `${request.method} ${requestPath(request)}`;
    const stack = error instanceof Error ? error.stack : undefined;
    const what = error instanceof Error ? error.message : String(error);
    this.logger.error(`${where} answered ${draft.status} ${draft.code}: ${what}`, stack);
  }
}

function toProblem(draft: ProblemDraft, response: Response): Problem {
  return {
    ...draft.extensions,
    type: `urn:backstory:problem:${draft.code}`,
    title: STATUS_CODES[draft.status] ?? 'Error',
    status: draft.status,
    detail: draft.detail,
    code: draft.code,
    correlation_id: String(response.getHeader('x-correlation-id') ?? ''),
    ...(draft.errors && { errors: draft.errors }),
  };
}
