/** Base of everything this module throws. @publicApi */
export abstract class CorrelationError extends Error {
  abstract readonly code: string;

  override get name(): string {
    return this.constructor.name;
  }
}

/** Two sources claim the same kind of node. @publicApi */
export class DuplicateCorrelationSourceError extends CorrelationError {
  readonly code = 'CORRELATION_DUPLICATE_SOURCE';

  constructor(kind: string) {
    super(`A correlation source for "${kind}" is registered already. Give yours another kind.`);
  }
}

/** Nothing is known of this correlation, or nothing that the reader may see. @publicApi */
export class CorrelationUnknownError extends CorrelationError {
  readonly code = 'CORRELATION_NOT_FOUND';

  constructor(id: string) {
    super(`Nothing is known of the correlation "${id.slice(0, 128)}". Check the id.`);
  }
}

/** The `after` of a request is not a cursor that this list gave out. @publicApi */
export class CorrelationCursorError extends CorrelationError {
  readonly code = 'CORRELATION_CURSOR_INVALID';
  readonly field = 'after';
  readonly remedy = 'Send the `next` of the page before, or leave `after` out.';

  constructor() {
    super('`after` is not a cursor of this list.');
  }
}
