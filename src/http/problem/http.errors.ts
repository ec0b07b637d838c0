import type { FieldProblem } from './problem.interface.js';

/** A request that the HTTP shell refuses before any handler sees it. */
export abstract class HttpShellError extends Error {
  abstract readonly code: string;

  override get name(): string {
    return this.constructor.name;
  }
}

/** The body is larger than the server takes. */
export class BodyTooLargeError extends HttpShellError {
  readonly code = 'HTTP_BODY_TOO_LARGE';

  constructor(limit: number) {
    super(`The body is larger than ${limit} bytes. Send less at once.`);
  }
}

/** The body is not JSON by its content type, charset or encoding. */
export class UnsupportedBodyError extends HttpShellError {
  readonly code = 'HTTP_UNSUPPORTED_BODY';

  constructor(what: string) {
    super(`${what} Send JSON in UTF-8 with "Content-Type: application/json", uncompressed.`);
  }
}

/** The body says it is JSON and is not. */
export class MalformedJsonError extends HttpShellError {
  readonly code = 'HTTP_MALFORMED_JSON';

  constructor(what: string) {
    super(`The body is not valid JSON: ${what}.`);
  }
}

/** The body is JSON that nothing good comes of: too deep, prototype keys, unstorable text. */
export class HostileJsonError extends HttpShellError {
  readonly code = 'HTTP_UNACCEPTABLE_JSON';
  readonly errors: readonly FieldProblem[];

  constructor(field: string, problem: string, remedy: string) {
    super(`The body cannot be accepted: ${field || 'it'} ${problem}. ${remedy}`);
    this.errors = [{ field, problem, remedy }];
  }
}

/** The request's URL cannot be decoded, or decodes to what no name may contain. */
export class MalformedUrlError extends HttpShellError {
  readonly code = 'HTTP_MALFORMED_URL';

  constructor(what: string) {
    super(`The URL ${what}. Percent-encode it as UTF-8.`);
  }
}

/** Input that does not fit its schema; says every field, what is wrong and what to send. */
export class InvalidInputError extends HttpShellError {
  readonly code = 'HTTP_INVALID_INPUT';

  constructor(
    part: string,
    readonly errors: readonly FieldProblem[],
  ) {
    super(`The ${part} has ${errors.length} problem(s): ${errors.map(sentence).join('; ')}.`);
  }
}

/** A browser says that another site's page made the request. */
export class CrossSiteError extends HttpShellError {
  readonly code = 'HTTP_CROSS_SITE';

  constructor() {
    super(
      'The request comes from a page of another site. Send it from this server’s own pages, or ' +
        'with an API token and without the session cookie.',
    );
  }
}

function sentence(error: FieldProblem): string {
  return `${error.field} ${error.problem}`;
}
