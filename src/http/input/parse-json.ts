import { HostileJsonError, MalformedJsonError } from '../problem/http.errors.js';
import { jsonErrorPosition } from './json-error-position.js';
import { JSON_LIMITS } from './json-limits.js';
import { JsonScanner } from './json-scanner.js';

const LONE_SURROGATE = /\p{Surrogate}/u;

/** Keys that turn into something else than data in careless code, here or in a client. */
const FORBIDDEN_KEYS = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * Parses JSON that a stranger sent.
 *
 * `JSON.parse` alone takes 100,000 levels (which then overflow every recursive function), keeps the
 * last of two equal keys, and passes NUL and half surrogate pairs on to a database that refuses them.
 * @throws MalformedJsonError naming the position
 * @throws HostileJsonError naming the field
 */
export function parseJson(text: string): unknown {
  new JsonScanner(text, JSON_LIMITS.depth, FORBIDDEN_KEYS).scan();
  const value = parse(text);
  checkValues(value, []);
  return value;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new MalformedJsonError(describe(text));
  }
}

function describe(text: string): string {
  const position = jsonErrorPosition(text);
  if (position >= text.trimEnd().length) {
    return text.trim() === '' ? 'it is empty' : 'it ends too early';
  }
  const before = text.slice(0, position);
  const line = before.split('\n').length;
  const column = before.length - before.lastIndexOf('\n');
  return `unexpected character at line ${line}, column ${column} (position ${position})`;
}

/** Safe to recurse: the scanner has limited the depth. */
function checkValues(value: unknown, path: readonly string[]): void {
  if (typeof value === 'string') {
    checkText(value, path);
  } else if (typeof value === 'number') {
    checkNumber(value, path);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value)) {
      checkText(key, path);
      checkValues(item, [...path, key]);
    }
  }
}

function checkText(value: string, path: readonly string[]): void {
  if (value.includes('\0')) {
    throw new HostileJsonError(path.join('.'), 'contains a NUL character', 'Leave it out.');
  }
  if (LONE_SURROGATE.test(value)) {
    throw new HostileJsonError(
      path.join('.'),
      'contains half of a surrogate pair',
      'Send well-formed Unicode.',
    );
  }
}

function checkNumber(value: number, path: readonly string[]): void {
  if (!Number.isFinite(value)) {
    throw new HostileJsonError(path.join('.'), 'is a number out of range', 'Send a smaller one.');
  }
}
