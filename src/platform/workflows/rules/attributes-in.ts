import type { SlottedAttribute } from './attribute.interface.js';
import type { CheckedCondition } from './checked-condition.interface.js';

/** Every attribute that a tree of conditions names, to know what must be loaded for it. */
export function attributesIn(condition: CheckedCondition): SlottedAttribute[] {
  if (condition.kind !== 'condition') {
    return condition.children.flatMap(attributesIn);
  }
  const { attribute, operand } = condition;
  return operand.kind === 'ref' ? [attribute, operand.attribute] : [attribute];
}
