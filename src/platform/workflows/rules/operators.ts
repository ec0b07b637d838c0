import type { AttributeType } from './attribute.interface.js';
import { DATE_OPERATORS } from './operators/date-operators.js';
import { LIST_OPERATORS } from './operators/list-operators.js';
import { NUMBER_OPERATORS } from './operators/number-operators.js';
import { TEXT_OPERATORS } from './operators/text-operators.js';
import { VALUE_OPERATORS } from './operators/value-operators.js';
import type { Operator } from './operator.interface.js';

/** Every operator; what a name or synonym means depends on the type of the attribute. */
export const OPERATORS: readonly Operator[] = [
  ...VALUE_OPERATORS,
  ...TEXT_OPERATORS,
  ...NUMBER_OPERATORS,
  ...DATE_OPERATORS,
  ...LIST_OPERATORS,
];

/** The operators that an attribute of this type takes. */
export function operatorsOf(type: AttributeType): readonly Operator[] {
  return OPERATORS.filter((operator) => operator.types.includes(type));
}

/** The operator that `name` means for this type: its own name first, then its synonyms. */
export function findOperator(name: string, type: AttributeType): Operator | undefined {
  const fitting = operatorsOf(type);
  return (
    fitting.find((operator) => operator.name === name) ??
    fitting.find((operator) => operator.synonyms.includes(name))
  );
}
