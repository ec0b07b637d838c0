import { compareNumbers, type RuleNumber } from '../numbers.js';
import type { Operator } from '../operator.interface.js';

const NUMBER = { types: ['number'], operand: 'one', ofNull: false } as const;

/** What can be asked of a number beside its being equal. */
export const NUMBER_OPERATORS: readonly Operator[] = [
  {
    ...NUMBER,
    name: 'less_than',
    label: 'is less than',
    synonyms: ['lt', '<'],
    make: comparison((order) => order < 0),
  },
  {
    ...NUMBER,
    name: 'at_most',
    label: 'is at most',
    synonyms: ['lte', 'less_than_or_equal', 'less_than_or_equal_to', '<='],
    make: comparison((order) => order <= 0),
  },
  {
    ...NUMBER,
    name: 'greater_than',
    label: 'is greater than',
    synonyms: ['gt', '>'],
    make: comparison((order) => order > 0),
  },
  {
    ...NUMBER,
    name: 'at_least',
    label: 'is at least',
    synonyms: ['gte', 'greater_than_or_equal', 'greater_than_or_equal_to', '>='],
    make: comparison((order) => order >= 0),
  },
];

function comparison(holds: (order: number) => boolean): Operator['make'] {
  return (expected) => (actual) =>
    holds(compareNumbers(actual as RuleNumber, expected as RuleNumber));
}
