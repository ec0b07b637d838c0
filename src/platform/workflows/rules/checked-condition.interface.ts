import type { SlottedAttribute } from './attribute.interface.js';
import type { Operator } from './operator.interface.js';

/** What a condition compares with, as the rule says it. */
export type Operand =
  | { readonly kind: 'none' }
  | { readonly kind: 'literal'; readonly value: unknown; readonly shown: unknown }
  | { readonly kind: 'ref'; readonly attribute: SlottedAttribute }
  | { readonly kind: 'now'; readonly shift: number; readonly shown: unknown };

/** One comparison that was found to make sense. */
export interface CheckedComparison {
  readonly kind: 'condition';
  readonly path: string;
  readonly attribute: SlottedAttribute;
  readonly operator: Operator;
  readonly operand: Operand;
}

/** Several conditions as one. */
export interface CheckedGroup {
  readonly kind: 'all' | 'any' | 'not';
  readonly path: string;
  /** Of `not` exactly one. */
  readonly children: readonly CheckedCondition[];
}

/** A tree of conditions without a mistake in it. */
export type CheckedCondition = CheckedComparison | CheckedGroup;
