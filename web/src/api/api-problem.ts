/** One field of a refused request. */
export interface FieldProblem {
  field: string;
  problem: string;
  remedy?: string;
}

/** An answer other than 2xx, as `application/problem+json` describes it. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';

  constructor(
    readonly status: number,
    readonly title: string,
    readonly detail: string,
    readonly code: string | undefined,
    readonly correlationId: string | undefined,
    readonly errors: FieldProblem[],
    readonly body: Record<string, unknown>,
  ) {
    super(detail || title);
  }
}
