import type { ChangeFact } from '../facts.js';
import type { Operator } from '../operator.interface.js';
import { amongValues, sameValue } from './same-value.js';

/** What can be asked of values of most types. */
export const VALUE_OPERATORS: readonly Operator[] = [
  {
    name: 'equals',
    label: 'is',
    synonyms: ['eq', 'is', 'equal', 'equal_to', '=', '=='],
    types: ['string', 'number', 'boolean', 'date', 'enum'],
    operand: 'one',
    ofNull: false,
    make(expected, of) {
      const same = sameValue(of);
      return (actual) => same(actual, expected);
    },
  },
  {
    name: 'not_equals',
    label: 'is not',
    synonyms: ['ne', 'neq', 'is_not', 'not_equal', 'not_equal_to', '!='],
    types: ['string', 'number', 'boolean', 'date', 'enum'],
    operand: 'one',
    ofNull: true,
    make(expected, of) {
      const same = sameValue(of);
      return (actual) => !same(actual, expected);
    },
  },
  {
    name: 'in',
    label: 'is one of',
    synonyms: ['one_of', 'is_one_of'],
    types: ['string', 'number', 'enum'],
    operand: 'list',
    ofNull: false,
    make: amongValues,
  },
  {
    name: 'not_in',
    label: 'is none of',
    synonyms: ['none_of', 'is_none_of'],
    types: ['string', 'number', 'enum'],
    operand: 'list',
    ofNull: true,
    make(expected, of) {
      const among = amongValues(expected, of);
      return (actual) => !among(actual);
    },
  },
  {
    name: 'changed',
    label: 'changed',
    synonyms: ['has_changed'],
    types: ['change'],
    operand: 'none',
    ofNull: false,
    make(_expected, of) {
      const same = sameValue(of);
      return (actual) => {
        const { from, to } = actual as ChangeFact;
        return from === null || to === null ? from !== to : !same(from, to);
      };
    },
  },
  {
    name: 'changed_to',
    label: 'changed to',
    synonyms: ['to'],
    types: ['change'],
    operand: 'one',
    ofNull: false,
    make: (expected, of) => sideTest('to', expected, of),
  },
  {
    name: 'changed_from',
    label: 'changed from',
    synonyms: ['from'],
    types: ['change'],
    operand: 'one',
    ofNull: false,
    make: (expected, of) => sideTest('from', expected, of),
  },
];

function sideTest(
  side: 'from' | 'to',
  expected: unknown,
  of: Parameters<Operator['make']>[1],
): ReturnType<Operator['make']> {
  const same = sameValue(of);
  const other = side === 'to' ? 'from' : 'to';
  const is = (value: unknown) => value !== null && same(value, expected);
  return (actual) => is((actual as ChangeFact)[side]) && !is((actual as ChangeFact)[other]);
}
