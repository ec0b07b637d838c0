import type { FieldProblem } from '../problem/problem.interface.js';

/** The parts of a validation issue that we read; zod adds the optional ones. */
interface Issue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[];
  readonly code?: string;
  readonly expected?: string;
  readonly keys?: readonly string[];
  readonly values?: readonly unknown[];
}

/**
 * What one issue means for a person who writes the request.
 * @param whole what a field of the argument itself is called: the body, or one parameter
 */
export function fieldProblem(
  issue: Issue,
  input: unknown,
  whole: string,
  isQuery: boolean,
): FieldProblem[] {
  const path = (issue.path ?? []).map((part) => (typeof part === 'object' ? part.key : part));
  if (issue.keys) {
    return issue.keys.map((key) => ({
      field: [...path, key].map(String).join('.'),
      problem: 'is not known',
      remedy: 'Leave it out.',
    }));
  }
  const field = path.length > 0 ? path.map(String).join('.') : whole;
  const value = valueAt(input, path);
  if (isQuery && Array.isArray(value) && issue.code === 'invalid_type') {
    return [{ field, problem: `is given ${value.length} times`, remedy: 'Give it once.' }];
  }
  if (value === undefined && issue.code !== 'custom') {
    return [{ field, problem: 'is missing', remedy: missingRemedy(issue, field, whole) }];
  }
  return [{ field, problem: problemOf(issue), remedy: remedyOf(issue) }];
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, key)
        ? (value as Record<PropertyKey, unknown>)[key]
        : undefined,
    input,
  );
}

function missingRemedy(issue: Issue, field: string, whole: string): string {
  return field === whole && whole === 'body'
    ? 'Send a JSON object with "Content-Type: application/json".'
    : remedyOf(issue);
}

function problemOf(issue: Issue): string {
  const text = issue.message.replace(/^Invalid input: /, '').replace(/^Invalid option: /, '');
  return text.charAt(0).toLowerCase() + text.slice(1);
}

function remedyOf(issue: Issue): string {
  if (issue.values) {
    return `Send one of ${issue.values.map((value) => JSON.stringify(value)).join(', ')}.`;
  }
  if (issue.code === 'invalid_type' && issue.expected) {
    return `Send ${/^[aeiou]/.test(issue.expected) ? 'an' : 'a'} ${issue.expected}.`;
  }
  return 'Correct it and send the request again.';
}
