import { isSafeNumber } from 'lossless-json';

/**
 * A JSON value whose numbers are kept as PostgreSQL wrote them: each is the string NUL + digits.
 * NUL cannot occur in a jsonb string, so the mark is unambiguous; and the tree is parsed by
 * `JSON.parse` itself, which takes any depth and keeps `__proto__` an ordinary key.
 */
export type ExactJson = null | boolean | string | ExactJson[] | { [key: string]: ExactJson };

/** A row image with exact numbers. */
export type ExactImage = Record<string, ExactJson>;

const TOKENS = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;
const MARK = '\u0000';

/** Parses the text of a jsonb value without passing a number through a JS number. */
export function parseExact(text: string): ExactJson {
  const marked = text.replaceAll(TOKENS, (token) =>
    token.startsWith('"') ? token : `"\\u0000${token}"`,
  );
  return JSON.parse(marked) as ExactJson;
}

/** The digits of a marked number, or undefined for every other value. */
export function exactDigits(value: ExactJson): string | undefined {
  return typeof value === 'string' && value.startsWith(MARK) ? value.slice(1) : undefined;
}

/** Deeper values are cut: whoever answers them as JSON would run out of stack. */
const DEEPEST = 200;

/**
 * The value as plain JSON: a number becomes a JS number when that holds it exactly, else a string
 * of its digits. With `asText` every number does (columns of type bigint and numeric). What lies
 * deeper than 200 levels is `{ "$deeper": true }`; it is cut in what is shown only.
 */
export function plainJson(value: ExactJson, asText = false, depth = 0): unknown {
  const digits = exactDigits(value);
  if (digits !== undefined) {
    return asText || !isSafeNumber(digits) ? digits : Number(digits);
  }
  if (value === null || typeof value !== 'object') {
    return value;
  }
  if (depth === DEEPEST) {
    return { $deeper: true };
  }
  if (Array.isArray(value)) {
    return value.map((item) => plainJson(item, asText, depth + 1));
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, plainJson(item, asText, depth + 1)]),
  );
}
