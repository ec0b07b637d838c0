import type { FieldProblem } from './problem.interface.js';

/** An error translated for clients, before the request's own facts are added. */
export interface ProblemDraft {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly errors?: readonly FieldProblem[];
  /** Seconds after which the same request may work. */
  readonly retryAfter?: number;
  readonly extensions?: Readonly<Record<string, unknown>>;
}
