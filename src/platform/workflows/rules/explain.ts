import type { CheckedComparison, CheckedCondition } from './checked-condition.interface.js';
import { compileComparison, type Verdict } from './compile.js';
import { type Facts, MISSING } from './facts.js';

/** What one condition or group came to, with everything below it. */
export interface TruthNode {
  readonly path: string;
  readonly kind: CheckedCondition['kind'];
  /** Null when it hangs on something that is missing; only true makes a workflow run. */
  readonly result: boolean | null;
  readonly attribute?: string;
  readonly operator?: string;
  readonly expected?: unknown;
  readonly actual?: unknown;
  readonly missing?: true;
  readonly children?: readonly TruthNode[];
}

const MOST_TEXT = 200;
const MOST_VALUES = 20;

/** Holds every condition against the facts, also those that the verdict does not need. */
export function explain(condition: CheckedCondition, facts: Facts): TruthNode {
  const { kind, path } = condition;
  if (kind === 'condition') {
    return explainComparison(condition, facts);
  }
  const children = condition.children.map((child) => explain(child, facts));
  const results = children.map((child) => child.result);
  const result = kind === 'not' ? opposite(results[0]!) : combined(results, kind === 'any');
  return { path, kind, result, children };
}

/** The attributes that the conditions name and the facts do not have, each once. */
export function missingAttributes(condition: CheckedCondition, facts: Facts): string[] {
  return [...new Set(namesMissing(condition, facts))];
}

function namesMissing(condition: CheckedCondition, facts: Facts): string[] {
  if (condition.kind !== 'condition') {
    return condition.children.flatMap((child) => namesMissing(child, facts));
  }
  const { attribute, operand } = condition;
  const named = operand.kind === 'ref' ? [attribute, operand.attribute] : [attribute];
  return named.filter((one) => facts.read(one) === MISSING).map((one) => one.name);
}

function opposite(result: boolean | null): boolean | null {
  return result === null ? null : !result;
}

function combined(results: readonly (boolean | null)[], deciding: boolean): boolean | null {
  if (results.includes(deciding)) {
    return deciding;
  }
  return results.includes(null) ? null : !deciding;
}

function explainComparison(condition: CheckedComparison, facts: Facts): TruthNode {
  const { path, attribute, operator } = condition;
  const verdict: Verdict = compileComparison(condition)(facts);
  const actual = facts.read(attribute);
  const expected = expectedOf(condition, facts);
  return {
    path,
    kind: 'condition',
    result: verdict ?? null,
    attribute: attribute.name,
    operator: operator.name,
    ...(expected !== undefined && { expected }),
    ...(actual === MISSING
      ? { missing: true as const }
      : { actual: shown(actual, attribute.type) }),
  };
}

function expectedOf({ operand }: CheckedComparison, facts: Facts): unknown {
  switch (operand.kind) {
    case 'none':
      return undefined;
    case 'ref': {
      const value = facts.read(operand.attribute);
      const name = operand.attribute.name;
      return value === MISSING
        ? { ref: name }
        : { ref: name, value: shown(value, operand.attribute.type) };
    }
    default:
      return shown(operand.shown, 'string');
  }
}

/** Short enough to be kept with every run. */
function shown(value: unknown, type: string): unknown {
  if (type === 'date' && typeof value === 'number') {
    return new Date(value).toISOString();
  }
  if (typeof value === 'string') {
    return value.length > MOST_TEXT ? `${value.slice(0, MOST_TEXT)}…` : value;
  }
  if (Array.isArray(value)) {
    const values = value.slice(0, MOST_VALUES).map((one) => shown(one, type));
    return value.length > MOST_VALUES ? [...values, '…'] : values;
  }
  return type === 'object' && value !== null ? '{…}' : value;
}
