/** Base of everything the outbox module throws. @publicApi */
export abstract class OutboxError extends Error {
  abstract readonly code: string;
}

/** A statement was sent over a session connection that is not open right now. @publicApi */
export class SessionClosedError extends OutboxError {
  readonly code = 'OUTBOX_SESSION_CLOSED';

  constructor(name: string, cause?: unknown) {
    super(`the connection "${name}" is not open; it reconnects by itself, try again`, { cause });
  }
}

/** A server did not answer within its time limit. @publicApi */
export class TimeLimitError extends OutboxError {
  readonly code = 'OUTBOX_TIME_LIMIT';

  constructor(what: string, milliseconds: number) {
    super(
      `${what} gave no answer within ${milliseconds} ms; the server may be stuck or unreachable`,
    );
  }
}

/** Redis refused some of a batch of announcements. @publicApi */
export class AnnouncementError extends OutboxError {
  readonly code = 'OUTBOX_ANNOUNCEMENT_FAILED';

  constructor(count: number, cause: unknown) {
    super(`announcing ${count} feed entries failed; they are announced again`, { cause });
  }
}
