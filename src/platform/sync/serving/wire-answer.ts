import type { ServerResponse } from 'node:http';
import { CAPABILITIES, CAPABILITY_HEADER } from '../sync.constants.js';

/** What goes back over the wire. */
export interface WireAnswer {
  readonly status: number;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** @defaultValue text/html;charset=utf-8, which every Ruby client reads as text */
  readonly type?: string;
}

/** Answers in the words of the gem's own server. */
export const ANSWERS = {
  notAuthorized: {
    status: 401,
    body: 'Not authorized\n',
    headers: { 'www-authenticate': 'Basic realm="Testing HTTP Auth"' },
  },
  noFromId: { status: 409, body: 'Specify from_id!' },
  noData: { status: 409, body: 'No data given' },
  nothingGiven: { status: 202, body: 'No data given' },
  accepted: { status: 202, body: '' },
  failed: { status: 500, body: '<h1>Internal Server Error</h1>' },
  notFound: { status: 404, body: '<h1>Not Found</h1>' },
} as const satisfies Record<string, WireAnswer>;

/** The server is busy, or the client was too often wrong: nothing is lost, it comes back. */
export function comeBack(seconds: number): WireAnswer {
  return {
    status: 503,
    body: '<h1>Service Unavailable</h1>',
    headers: { 'retry-after': String(seconds) },
  };
}

/** A problem document, for a peer that reads it. */
export function problem(
  status: 400 | 422,
  code: string,
  detail: string,
  errors: readonly unknown[] = [],
): WireAnswer {
  return {
    status,
    type: 'application/problem+json',
    body: JSON.stringify({
      type: `urn:backstory:problem:${code}`,
      title: status === 400 ? 'Bad Request' : 'Unprocessable Entity',
      status,
      detail,
      code,
      errors,
    }),
  };
}

/** Sends an answer; the body of a HEAD is only measured. */
export function sendAnswer(
  response: ServerResponse,
  { status, body, headers = {}, type = 'text/html;charset=utf-8' }: WireAnswer,
  announce: boolean,
): void {
  if (response.headersSent || response.destroyed) return;
  response.writeHead(status, {
    'content-type': type,
    'content-length': String(Buffer.byteLength(body)),
    ...(announce && { [CAPABILITY_HEADER]: CAPABILITIES }),
    ...headers,
  });
  response.end(response.req.method === 'HEAD' ? undefined : body);
}
