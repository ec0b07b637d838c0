import { CorrelationCursorError } from '../correlation.errors.js';

const MOST_KINDS = 32;
const LONGEST_ID = 256;

/** Where each kind of node goes on; a kind that is not named is at its end. */
export type CorrelationCursor = Readonly<Record<string, string>>;

/** Writes a cursor; opaque to clients. */
export function encodeCorrelationCursor(cursor: CorrelationCursor): string {
  return Buffer.from(JSON.stringify(Object.entries(cursor))).toString('base64url');
}

/**
 * Reads a cursor back.
 * @throws CorrelationCursorError for anything that was not given out
 */
export function decodeCorrelationCursor(text: string): CorrelationCursor {
  const entries = parse(text);
  if (!Array.isArray(entries) || entries.length > MOST_KINDS || !entries.every(isEntry)) {
    throw new CorrelationCursorError();
  }
  return Object.fromEntries(entries);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString());
  } catch {
    throw new CorrelationCursorError();
  }
}

function isEntry(value: unknown): value is [string, string] {
  return (
    Array.isArray(value) &&
    value.length === 2 &&
    value.every((part) => typeof part === 'string' && part !== '' && part.length <= LONGEST_ID)
  );
}
