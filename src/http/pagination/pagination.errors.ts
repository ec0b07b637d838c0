/** The `after` of a list request is not a cursor that this list gave out. */
export class BadCursorError extends Error {
  readonly code = 'HTTP_BAD_CURSOR';
  readonly field = 'after';
  readonly remedy = 'Send the `next` of an earlier page of this list, or leave `after` out.';

  constructor() {
    super('`after` is not a cursor of this list. Send the `next` of an earlier page of it.');
    this.name = 'BadCursorError';
  }
}
