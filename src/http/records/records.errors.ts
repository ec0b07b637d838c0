/** What every domain refuses of a change to one of its records, in the same words. */
export abstract class RecordChangeError extends Error {
  abstract readonly code: string;

  constructor(message: string) {
    super(message);
    this.name = new.target.name;
  }
}

/** Somebody else's words, and the caller is no operator. */
export class NotYoursError extends RecordChangeError {
  readonly code = 'HTTP_EDIT_FORBIDDEN';

  constructor(what: string) {
    super(`This ${what} is somebody else’s. Its author and operators can change it.`);
  }
}

/** The record changed since the caller read it. */
export class StaleVersionError extends RecordChangeError {
  readonly code = 'HTTP_VERSION_STALE';

  constructor(given: string, current: number) {
    super(
      `It was changed meanwhile: If-Match says ${given.slice(0, 80)}, its ETag is "${current}". ` +
        'Read it again, then send the change with the new ETag.',
    );
  }
}

/** The If-Match header is no list of ETags. */
export class InvalidIfMatchError extends RecordChangeError {
  readonly code = 'HTTP_IF_MATCH_INVALID';
  readonly field = 'If-Match';
  readonly remedy = 'Send the ETag header of the record as it came, for example "3".';

  constructor() {
    super('If-Match is not a list of ETags. Send the ETag header as it came, for example "3".');
  }
}
