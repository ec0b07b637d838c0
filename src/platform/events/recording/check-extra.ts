import type { EventProblem } from '../events.errors.js';
import type { SchemaIssue, StandardSchema } from '../interfaces/standard-schema.interface.js';

/** The extra as its schema made it; notes what is wrong with it. */
export async function checkExtra(
  schema: StandardSchema | undefined,
  extra: unknown,
  problems: EventProblem[],
): Promise<unknown> {
  if (schema === undefined) {
    if (extra !== undefined && extra !== null) {
      problems.push({
        field: 'extra',
        problem: 'is not known to this action',
        remedy: 'Leave it out.',
      });
    }
    return null;
  }
  const result = await schema['~standard'].validate(extra ?? {});
  if (result.issues) {
    problems.push(...result.issues.map(toProblem));
    return null;
  }
  if (!isJson(result.value)) {
    problems.push({ field: 'extra', problem: 'is no JSON', remedy: 'Use text for big integers.' });
  }
  return result.value;
}

/** Big integers and circles are none. */
function isJson(value: unknown): boolean {
  try {
    JSON.stringify(value);
    return true;
  } catch {
    return false;
  }
}

function toProblem({ path = [], message }: SchemaIssue): EventProblem {
  const keys = path.map((part) => String(typeof part === 'object' ? part.key : part));
  return {
    field: ['extra', ...keys].join('.'),
    problem: message.charAt(0).toLowerCase() + message.slice(1),
    remedy: 'Correct it and try again.',
  };
}
