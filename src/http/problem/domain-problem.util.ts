import { STATUS_OF_CODE, STATUS_OF_SUFFIX } from './error-status.constants.js';
import type { ProblemDraft } from './problem-draft.interface.js';
import type { FieldProblem } from './problem.interface.js';

/** What an error of a module may carry beside its message; all of it optional. */
interface TellingError extends Error {
  readonly code: string;
  /** The one field that is wrong, with `remedy`. */
  readonly field?: string;
  readonly remedy?: string;
  /** Every field that is wrong. */
  readonly errors?: readonly FieldProblem[];
  /** Seconds. */
  readonly retryAfter?: number;
  /** Further members of the problem document, named as they appear in JSON. */
  readonly details?: Readonly<Record<string, unknown>>;
}

const OUR_CODE = /^(?!ERR_)[A-Z][A-Z0-9]*(_[A-Z0-9]+)+$/;

/** Translates an error of one of our modules by its code; undefined for anybody else's. */
export function domainProblem(error: unknown): ProblemDraft | undefined {
  if (!(error instanceof Error) || !OUR_CODE.test((error as TellingError).code)) {
    return undefined;
  }
  const told = error as TellingError;
  const status = statusOf(told.code);
  return status === undefined
    ? undefined
    : {
        status,
        code: told.code,
        detail: told.message,
        ...fieldProblems(told),
        ...(Number.isFinite(told.retryAfter) && { retryAfter: told.retryAfter }),
        ...(told.details && { extensions: told.details }),
      };
}

function statusOf(code: string): number | undefined {
  return STATUS_OF_CODE[code] ?? STATUS_OF_SUFFIX.find(([suffix]) => code.endsWith(suffix))?.[1];
}

function fieldProblems(error: TellingError): Pick<ProblemDraft, 'errors'> {
  if (Array.isArray(error.errors)) {
    return { errors: error.errors };
  }
  if (typeof error.field !== 'string') {
    return {};
  }
  return {
    errors: [{ field: error.field, problem: error.message, remedy: error.remedy ?? '' }],
  };
}
