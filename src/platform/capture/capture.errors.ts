/** Base of everything the capture module throws. @publicApi */
export abstract class CaptureError extends Error {
  abstract readonly code: string;

  override get name(): string {
    return this.constructor.name;
  }
}

/** A processor is declared in a way that cannot be meant; the application does not start. @publicApi */
export class ProcessorDeclarationError extends CaptureError {
  readonly code = 'CAPTURE_DECLARATION';

  constructor(processor: string, problem: string) {
    super(`the change processor ${processor} ${problem}`);
  }
}

/** Nobody of this name follows changes. @publicApi */
export class UnknownProcessorError extends CaptureError {
  readonly code = 'CAPTURE_PROCESSOR_NOT_FOUND';

  constructor(name: string, known: readonly string[]) {
    super(
      `no change processor "${name}"; there are: ${known.join(', ') || 'none'}. They are known once a process that has them was started.`,
    );
  }
}

/** A replay cannot have this name. @publicApi */
export class ReplayNameError extends CaptureError {
  readonly code = 'CAPTURE_REPLAY_NAME';

  constructor(name: string) {
    super(`"${name}" names no replay: use up to 100 lower-case letters, digits and _ . : -`);
  }
}

/** The filter of a replay says something that cannot be. @publicApi */
export class ReplayFilterError extends CaptureError {
  readonly code = 'CAPTURE_REPLAY_FILTER';

  constructor(field: string, problem: string) {
    super(`${field} ${problem}`);
  }
}

/** A replay of this name has another filter. @publicApi */
export class ReplayConflictError extends CaptureError {
  readonly code = 'CAPTURE_REPLAY_CONFLICT';

  constructor(processor: string, name: string) {
    super(
      `the replay "${name}" to ${processor} was begun with another filter; begin it again (restart) or give this one a name of its own`,
    );
  }
}

/** There is no such replay. @publicApi */
export class ReplayNotFoundError extends CaptureError {
  readonly code = 'CAPTURE_REPLAY_NOT_FOUND';

  constructor(processor: string, name: string) {
    super(`there is no replay "${name}" to ${processor}`);
  }
}
