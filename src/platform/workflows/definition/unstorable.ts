import type { Problems } from '../rules/problems.js';

/** What a jsonb column cannot hold. */
const UNSTORABLE = /[\0\p{Surrogate}]/u;

/** Tells of every text in the input that PostgreSQL could not store. */
export function refuseUnstorable(input: unknown, path: string, problems: Problems): void {
  if (typeof input === 'string' && UNSTORABLE.test(input)) {
    problems.add(path, 'has NUL or half of a surrogate pair in it', 'Leave that character out.');
  }
  if (typeof input !== 'object' || input === null) {
    return;
  }
  for (const [key, value] of Object.entries(input)) {
    const place = Array.isArray(input) ? `${path}[${key}]` : joined(path, key);
    if (UNSTORABLE.test(key)) {
      problems.add(path, 'has a field whose name cannot be stored', 'Leave it out.');
    }
    refuseUnstorable(value, place, problems);
  }
}

function joined(path: string, key: string): string {
  return path === '' ? key.slice(0, 80) : `${path}.${key.slice(0, 80)}`;
}
