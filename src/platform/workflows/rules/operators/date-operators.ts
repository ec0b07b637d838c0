import type { Operator } from '../operator.interface.js';

const DATE = { types: ['date'], ofNull: false } as const;

/** What can be asked of a time; to the millisecond. */
export const DATE_OPERATORS: readonly Operator[] = [
  {
    ...DATE,
    name: 'before',
    label: 'is before',
    synonyms: ['less_than', 'lt', '<', 'earlier_than'],
    operand: 'one',
    make: (expected) => (actual) => (actual as number) < (expected as number),
  },
  {
    ...DATE,
    name: 'on_or_before',
    label: 'is not after',
    synonyms: ['at_most', 'lte', 'less_than_or_equal', 'less_than_or_equal_to', '<=', 'not_after'],
    operand: 'one',
    make: (expected) => (actual) => (actual as number) <= (expected as number),
  },
  {
    ...DATE,
    name: 'after',
    label: 'is after',
    synonyms: ['greater_than', 'gt', '>', 'later_than'],
    operand: 'one',
    make: (expected) => (actual) => (actual as number) > (expected as number),
  },
  {
    ...DATE,
    name: 'on_or_after',
    label: 'is not before',
    synonyms: [
      'at_least',
      'gte',
      'greater_than_or_equal',
      'greater_than_or_equal_to',
      '>=',
      'not_before',
    ],
    operand: 'one',
    make: (expected) => (actual) => (actual as number) >= (expected as number),
  },
  {
    ...DATE,
    name: 'within_last',
    label: 'is within the last',
    synonyms: ['newer_than'],
    operand: 'span',
    make: (expected) => (actual, now) => {
      const age = now - (actual as number);
      return age >= 0 && age <= (expected as number);
    },
  },
  {
    ...DATE,
    name: 'older_than',
    label: 'is older than',
    synonyms: ['not_within_last'],
    operand: 'span',
    make: (expected) => (actual, now) => now - (actual as number) > (expected as number),
  },
];
