/** One variable that cannot be used, and what to write instead. */
export interface EnvProblem {
  readonly name: string;
  readonly problem: string;
  readonly remedy: string;
}

/** The environment cannot be used; names every wrong variable, never its value. */
export class InvalidEnvError extends Error {
  readonly code = 'ENV_INVALID';

  constructor(readonly problems: readonly EnvProblem[]) {
    super(problems.map(({ name, problem, remedy }) => `${name} ${problem}. ${remedy}`).join('\n'));
    this.name = 'InvalidEnvError';
  }
}
