import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { currentContext } from '../../correlation/index.js';
import type { FeedFilterError } from '../feed.errors.js';

/** An RFC 9457 problem, as the application's own error filter would write it. */
export interface Problem {
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  readonly code: string;
  readonly errors?: readonly { field: string; problem: string; remedy: string }[];
}

/** Answers with a problem; the feed writes its responses itself, refusals included. */
export function writeProblem(
  response: ServerResponse,
  problem: Problem,
  headers: OutgoingHttpHeaders = {},
): void {
  response.writeHead(problem.status, {
    'Content-Type': 'application/problem+json',
    'Cache-Control': 'no-store',
    ...headers,
  });
  const type = `urn:backstory:problem:${problem.code}`;
  const context = { correlation_id: currentContext()?.correlationId };
  response.end(JSON.stringify({ type, ...problem, ...context }));
}

/** The problem of a query that cannot be used. */
export function filterProblem(error: FeedFilterError): Problem {
  const { field, problem, remedy, code, message } = error;
  return {
    status: 400,
    title: 'Query not usable',
    detail: message,
    code,
    errors: [{ field, problem, remedy }],
  };
}
