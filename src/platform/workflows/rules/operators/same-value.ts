import type { AttributeType } from '../attribute.interface.js';
import { compareNumbers, type RuleNumber } from '../numbers.js';

/** How two values of a type are found equal. */
export function sameValue(of: AttributeType): (a: unknown, b: unknown) => boolean {
  return of === 'number' ? sameNumber : (a, b) => a === b;
}

function sameNumber(a: unknown, b: unknown): boolean {
  return compareNumbers(a as RuleNumber, b as RuleNumber) === 0;
}

/** Whether a value is among the expected ones. */
export function amongValues(expected: unknown, of: AttributeType): (value: unknown) => boolean {
  const values = expected as readonly unknown[];
  if (of === 'number') {
    return (value) => values.some((one) => sameNumber(one, value));
  }
  const known = new Set(values);
  return (value) => known.has(value);
}
