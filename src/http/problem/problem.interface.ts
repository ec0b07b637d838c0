/** What is wrong with one field of the input, and what to send instead. */
export interface FieldProblem {
  readonly field: string;
  readonly problem: string;
  readonly remedy: string;
}

/** An error as a client gets it: RFC 9457 with a stable code and the correlation id. */
export interface Problem {
  /** `urn:backstory:problem:<code>`. */
  readonly type: string;
  readonly title: string;
  readonly status: number;
  /** What happened and what to do, without anything internal. */
  readonly detail: string;
  readonly code: string;
  readonly correlation_id: string;
  readonly errors?: readonly FieldProblem[];
  /** Whatever else the error tells: the conflicts of a revert, an expected position. */
  readonly [extension: string]: unknown;
}
