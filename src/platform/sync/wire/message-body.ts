import { isLosslessNumber, parse, stringify } from 'lossless-json';
import { UnappliableMessageError } from '../sync.errors.js';

/** Attributes of a record by their names on the wire; numbers keep every digit. */
export type Attributes = Readonly<Record<string, unknown>>;

/** What a body says: a record of this name has these attributes. */
export interface MessageBody {
  readonly name: string;
  readonly attributes: Attributes;
}

const UNSTORABLE = /[\0\p{Surrogate}]/u;
const DEEPEST = 64;

/**
 * Reads a body: the first pair of the object counts, as it does for the gem.
 * @throws UnappliableMessageError for what is no such thing
 */
export function readBody(body: string): MessageBody {
  const value = parseBody(body);
  if (!isObject(value)) {
    throw new UnappliableMessageError('the body is no JSON object of a name and its attributes');
  }
  const [first] = Object.entries(value);
  if (!first || !isObject(first[1])) {
    throw new UnappliableMessageError(
      'the body has no attributes: {"post":{"id":1,…}} is expected',
    );
  }
  assertStorable(first[1], first[0], 0);
  return { name: first[0], attributes: first[1] };
}

/** The text of a body. */
export function writeBody({ name, attributes }: MessageBody): string {
  return stringify({ [name]: attributes })!;
}

/** An attribute that is a key: its digits or text; null when there is none. */
export function keyText(value: unknown): string | null {
  if (isLosslessNumber(value)) return value.toString();
  return typeof value === 'string' && value !== '' ? value : null;
}

function parseBody(body: string): unknown {
  try {
    // Of two equal names the last one counts, as in every other reader.
    return parse(body, undefined, { onDuplicateKey: ({ newValue }) => newValue });
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    throw new UnappliableMessageError(`the body is no JSON: ${problem.slice(0, 200)}`);
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return (
    typeof value === 'object' && value !== null && !Array.isArray(value) && !isLosslessNumber(value)
  );
}

function assertStorable(value: unknown, path: string, depth: number): void {
  if (depth > DEEPEST) throw new UnappliableMessageError(`${path} is nested too deep`);
  if (typeof value === 'string' && UNSTORABLE.test(value)) {
    throw new UnappliableMessageError(`${path} contains NUL or half of a surrogate pair`);
  }
  if (typeof value !== 'object' || value === null || isLosslessNumber(value)) return;
  for (const [key, item] of Object.entries(value)) {
    if (UNSTORABLE.test(key)) {
      throw new UnappliableMessageError(`${path} has a name with NUL or half of a surrogate pair`);
    }
    assertStorable(item, `${path}.${key}`, depth + 1);
  }
}
