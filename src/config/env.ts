import type { z } from 'zod';
import { InvalidEnvError, type EnvProblem } from './env.errors.js';
import { ENV_VARIABLES } from './env.variables.js';

type Variables = typeof ENV_VARIABLES;

/** The validated settings of one process. */
export type Env = {
  readonly [Key in keyof Variables]: Readonly<z.output<Variables[Key]['schema']>>;
};

/**
 * Reads and validates the environment once; an empty variable counts as absent.
 * @throws InvalidEnvError naming every variable that is missing or wrong
 */
export function readEnv(source: Readonly<Record<string, string | undefined>> = process.env): Env {
  const values: Record<string, unknown> = {};
  const problems: EnvProblem[] = [];
  for (const [key, variable] of Object.entries(ENV_VARIABLES)) {
    const given = source[variable.name];
    const result = variable.schema.safeParse(given === '' ? undefined : given);
    if (result.success) {
      values[key] = Object.freeze(result.data);
      continue;
    }
    const problem = result.error.issues[0]?.message ?? 'is wrong';
    problems.push({ name: variable.name, problem, remedy: variable.remedy });
  }
  if (problems.length > 0) {
    throw new InvalidEnvError(problems);
  }
  return Object.freeze(values) as Env;
}
