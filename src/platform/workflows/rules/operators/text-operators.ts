import { glob } from '../glob.js';
import type { Operator } from '../operator.interface.js';

const TEXT = { types: ['string'], operand: 'one', folds: true } as const;

/** What can be asked of a text; upper and lower case are one here. */
export const TEXT_OPERATORS: readonly Operator[] = [
  {
    ...TEXT,
    name: 'contains',
    label: 'contains',
    synonyms: ['includes', 'like'],
    ofNull: false,
    make: (expected) => (actual) => (actual as string).includes(expected as string),
  },
  {
    ...TEXT,
    name: 'not_contains',
    label: 'does not contain',
    synonyms: ['does_not_contain', 'not_includes'],
    ofNull: true,
    make: (expected) => (actual) => !(actual as string).includes(expected as string),
  },
  {
    ...TEXT,
    name: 'starts_with',
    label: 'starts with',
    synonyms: ['begins_with'],
    ofNull: false,
    make: (expected) => (actual) => (actual as string).startsWith(expected as string),
  },
  {
    ...TEXT,
    name: 'ends_with',
    label: 'ends with',
    synonyms: [],
    ofNull: false,
    make: (expected) => (actual) => (actual as string).endsWith(expected as string),
  },
  {
    ...TEXT,
    name: 'matches',
    label: 'matches (* and ?)',
    synonyms: ['glob'],
    ofNull: false,
    literalOnly: true,
    make(expected) {
      const test = glob(expected as string);
      return (actual) => test(actual as string);
    },
  },
];
