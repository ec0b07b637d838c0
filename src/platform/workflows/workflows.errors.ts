import type { DefinitionProblem } from './rules/problems.js';

/** Base of everything the workflows module throws. @publicApi */
export abstract class WorkflowsError extends Error {
  abstract readonly code: string;

  override get name(): string {
    return this.constructor.name;
  }
}

/** A definition has mistakes in it; all of them are told. @publicApi */
export class InvalidDefinitionError extends WorkflowsError {
  readonly code = 'WORKFLOWS_DEFINITION_INVALID';

  constructor(readonly errors: readonly DefinitionProblem[]) {
    super(`The workflow has ${errors.length === 1 ? 'a mistake' : `${errors.length} mistakes`}.`);
  }
}

/** There is no such workflow. @publicApi */
export class WorkflowNotFoundError extends WorkflowsError {
  readonly code = 'WORKFLOWS_NOT_FOUND';

  constructor(id: string) {
    super(`There is no workflow ${shown(id)}. See GET /workflows for those there are.`);
  }
}

/** The workflow has no such version. @publicApi */
export class WorkflowVersionNotFoundError extends WorkflowsError {
  readonly code = 'WORKFLOWS_VERSION_NOT_FOUND';

  constructor(id: string, number: number) {
    super(`Workflow ${shown(id)} has no version ${number}. See GET /workflows/:id/versions.`);
  }
}

/** There is no such run. @publicApi */
export class WorkflowRunNotFoundError extends WorkflowsError {
  readonly code = 'WORKFLOWS_RUN_NOT_FOUND';

  constructor(id: string) {
    super(`There is no run ${shown(id)}. See GET /workflows/runs for those there are.`);
  }
}

/** Only what failed can be tried again. @publicApi */
export class RunNotFailedError extends WorkflowsError {
  readonly code = 'WORKFLOWS_RUN_CONFLICT';

  constructor(id: string, status: string) {
    super(`Run ${shown(id)} is ${status}: only one that failed can be run again.`);
  }
}

/** The event of a dry run does not exist, or is of another action. @publicApi */
export class DryRunEventError extends WorkflowsError {
  readonly code = 'WORKFLOWS_EVENT_INVALID';
  readonly field = 'event';
  readonly remedy = 'Send the id of an event of the trigger’s action, or "last_days" instead.';

  constructor(id: string, trigger: string) {
    super(`${shown(id)} is no event of ${trigger}.`);
  }
}

/** The workflow changed since the caller read it. @publicApi */
export class StaleWorkflowError extends WorkflowsError {
  readonly code = 'WORKFLOWS_VERSION_STALE';

  constructor(given: string, current: number) {
    super(
      `It was changed meanwhile: If-Match says ${given.slice(0, 80)}, its ETag is "${current}". ` +
        'Read it again, then send the change with the new ETag.',
    );
  }
}

/** The If-Match header is no list of ETags. @publicApi */
export class WorkflowIfMatchError extends WorkflowsError {
  readonly code = 'WORKFLOWS_IF_MATCH_INVALID';
  readonly field = 'If-Match';
  readonly remedy = 'Send the ETag header of the workflow as it came, for example "3".';

  constructor() {
    super('If-Match is not a list of ETags. Send the ETag header as it came, for example "3".');
  }
}

/** The cursor of a list is none. @publicApi */
export class WorkflowCursorError extends WorkflowsError {
  readonly code = 'WORKFLOWS_CURSOR_INVALID';
  readonly field = 'after';
  readonly remedy = 'Send the `next` of the page before, or leave `after` out.';

  constructor() {
    super('`after` is not a cursor of this list.');
  }
}

/** Two providers claim one type of action, or one is no action at all; found at boot. @publicApi */
export class WorkflowActionDefinitionError extends WorkflowsError {
  readonly code = 'WORKFLOWS_ACTION_DEFINITION';

  constructor(type: string, problem: string) {
    super(`@WorkflowAction('${type}'): ${problem}`);
  }
}

/** Thrown by an action: trying again cannot help. @publicApi */
export class WorkflowActionRefused extends WorkflowsError {
  readonly code = 'WORKFLOWS_ACTION_REFUSED';
}

/** An action of a run did not work; says which. @internal */
export class WorkflowActionFailedError extends WorkflowsError {
  readonly code = 'WORKFLOWS_ACTION_FAILED';

  constructor(message: string, cause: unknown) {
    super(message, { cause });
  }
}

function shown(id: string): string {
  return /^\d{1,40}$/.test(id) ? id : 'with this id';
}
