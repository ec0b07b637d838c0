import type { SlottedAttribute } from './attribute.interface.js';
import { readNumber } from './numbers.js';
import { readTime } from './times.js';

/** Stands for what is not there, or not of the type that the rule was made for. */
export const MISSING: unique symbol = Symbol('missing');

/** What rules are held against. */
export interface FactSources {
  readonly event: object;
  readonly aggregate: object | null;
  readonly record: object | null;
}

/**
 * One event with its aggregate as rules see it: each attribute is looked up once, however many rules
 * ask, along own keys only, so that `constructor` and `__proto__` name nothing.
 */
export class Facts {
  private readonly values: unknown[] = [];
  private readonly texts: string[] = [];

  constructor(
    private readonly sources: FactSources,
    readonly now: number,
  ) {}

  /** The value, null when it is known to be empty, or MISSING. Dates are milliseconds. */
  read(attribute: SlottedAttribute): unknown {
    const known = this.values[attribute.slot];
    if (known !== undefined) {
      return known;
    }
    const value = typed(walk(this.sources[attribute.source], attribute.path), attribute);
    this.values[attribute.slot] = value;
    return value;
  }

  /** A text in lower case, for the operators that ignore case. */
  folded(attribute: SlottedAttribute, value: string): string {
    return (this.texts[attribute.slot] ??= value.toLowerCase());
  }
}

function walk(source: object | null, path: readonly string[]): unknown {
  let value: unknown = source ?? MISSING;
  for (const key of path) {
    if (value === null) {
      return null;
    }
    if (typeof value !== 'object' || !Object.hasOwn(value, key)) {
      return MISSING;
    }
    value = (value as Record<string, unknown>)[key];
  }
  return value === undefined ? MISSING : value;
}

/** The value if it is what its type says; nothing is ever converted into another type. */
function typed(value: unknown, { type, of }: SlottedAttribute): unknown {
  if (value === MISSING || value === null) {
    return value;
  }
  switch (type) {
    case 'array':
      return Array.isArray(value) ? allOf(value, of ?? 'string') : MISSING;
    case 'change':
      return change(value, of ?? 'string');
    default:
      return scalar(value, type);
  }
}

function scalar(value: unknown, type: string): unknown {
  switch (type) {
    case 'number':
      return readNumber(value) ?? MISSING;
    case 'date':
      return readTime(value) ?? MISSING;
    case 'boolean':
      return typeof value === 'boolean' ? value : MISSING;
    case 'object':
      return typeof value === 'object' ? value : MISSING;
    default:
      return typeof value === 'string' ? value : MISSING;
  }
}

function allOf(values: readonly unknown[], type: string): unknown {
  const typedValues = values.map((value) => scalar(value, type));
  return typedValues.includes(MISSING) ? MISSING : typedValues;
}

/** What a change went from and to. */
export interface ChangeFact {
  readonly from: unknown;
  readonly to: unknown;
}

function change(value: unknown, type: string): unknown {
  const sides = ['from', 'to'].map((key) => {
    const side = walk(value as object, [key]);
    return side === null || side === MISSING ? side : scalar(side, type);
  });
  return sides.includes(MISSING) ? MISSING : { from: sides[0], to: sides[1] };
}
