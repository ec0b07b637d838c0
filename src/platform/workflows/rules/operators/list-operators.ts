import type { AttributeType } from '../attribute.interface.js';
import type { Operator } from '../operator.interface.js';
import { amongValues, sameValue } from './same-value.js';

const ANY_TYPE: readonly AttributeType[] = [
  'string',
  'number',
  'boolean',
  'date',
  'enum',
  'array',
  'object',
];

/** What can be asked of an array, and of whatever may be empty. */
export const LIST_OPERATORS: readonly Operator[] = [
  {
    name: 'includes',
    label: 'includes',
    synonyms: ['contains', 'has'],
    types: ['array'],
    operand: 'one',
    ofNull: false,
    make: includes,
  },
  {
    name: 'not_includes',
    label: 'does not include',
    synonyms: ['not_contains', 'does_not_include', 'excludes'],
    types: ['array'],
    operand: 'one',
    ofNull: true,
    make: (expected, of) => not(includes(expected, of)),
  },
  {
    name: 'includes_any',
    label: 'includes any of',
    synonyms: ['any', 'any_of', 'contains_any'],
    types: ['array'],
    operand: 'list',
    ofNull: false,
    make: includesAny,
  },
  {
    name: 'includes_all',
    label: 'includes all of',
    synonyms: ['all', 'all_of', 'contains_all'],
    types: ['array'],
    operand: 'list',
    ofNull: false,
    make(expected, of) {
      const tests = (expected as readonly unknown[]).map((value) => includes(value, of));
      return (actual, now) => tests.every((test) => test(actual, now));
    },
  },
  {
    name: 'includes_none',
    label: 'includes none of',
    synonyms: ['none', 'none_of', 'contains_none'],
    types: ['array'],
    operand: 'list',
    ofNull: true,
    make: (expected, of) => not(includesAny(expected, of)),
  },
  {
    name: 'is_empty',
    label: 'is empty',
    synonyms: ['empty', 'is_null', 'blank'],
    types: ANY_TYPE,
    operand: 'none',
    ofNull: true,
    make: () => isEmpty,
  },
  {
    name: 'is_not_empty',
    label: 'is not empty',
    synonyms: ['not_empty', 'is_not_null', 'present'],
    types: ANY_TYPE,
    operand: 'none',
    ofNull: false,
    make: () => not(isEmpty),
  },
];

type Test = ReturnType<Operator['make']>;

function not(test: Test): Test {
  return (actual, now) => !test(actual, now);
}

function includes(expected: unknown, of: AttributeType): Test {
  const same = sameValue(of);
  return (actual) => (actual as readonly unknown[]).some((value) => same(value, expected));
}

function includesAny(expected: unknown, of: AttributeType): Test {
  const among = amongValues(expected, of);
  return (actual) => (actual as readonly unknown[]).some(among);
}

function isEmpty(actual: unknown): boolean {
  if (typeof actual === 'object' && actual !== null) {
    return (Array.isArray(actual) ? actual : Object.keys(actual)).length === 0;
  }
  return actual === '';
}
