/**
 * A number as PostgreSQL wrote it, where a JavaScript number would say something else: a bigint
 * beyond 2^53, a numeric with its trailing zeros.
 */
export class ExactNumber {
  constructor(readonly source: string) {}

  toString(): string {
    return this.source;
  }

  toJSON(): unknown {
    return json.rawJSON?.(this.source) ?? this.source;
  }
}

interface RawJson {
  parse(text: string, reviver: (key: string, value: unknown, ctx?: Source) => unknown): unknown;
  rawJSON?: (text: string) => unknown;
}

interface Source {
  source?: string;
}

// The reviver's third argument and `rawJSON` are newer than TypeScript's library.
const json = JSON as unknown as RawJson;

/** `JSON.parse` that keeps every number exact. */
export function parseExact(text: string): unknown {
  return json.parse(text, (_key, value, context) => exactValue(value, context?.source));
}

/** The value, or its source where it is a number that says something else. */
export function exactValue(value: unknown, source: string | undefined): unknown {
  if (typeof value !== 'number' || source === undefined) return value;
  return String(value) === source ? value : new ExactNumber(source);
}
