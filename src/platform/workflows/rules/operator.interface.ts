import type { AttributeType } from './attribute.interface.js';

/** What an operator compares with: nothing, one value, several, or a span of time such as `30d`. */
export type OperandKind = 'none' | 'one' | 'list' | 'span';

/** Holds a value against the operand that it was made for; `now` in milliseconds. */
export type ValueTest = (actual: unknown, now: number) => boolean;

/** What conditions may ask. */
export interface Operator {
  readonly name: string;
  readonly label: string;
  readonly synonyms: readonly string[];
  readonly types: readonly AttributeType[];
  readonly operand: OperandKind;
  /** The answer for a value that is known to be null. */
  readonly ofNull: boolean;
  /** Whether upper and lower case are one. */
  readonly folds?: true;
  /** Whether the operand must stand in the rule itself, because it is worked on beforehand. */
  readonly literalOnly?: true;
  /** @param of the type of one value: of an array its elements' */
  make(expected: unknown, of: AttributeType): ValueTest;
}
