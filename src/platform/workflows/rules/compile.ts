import type { CheckedComparison, CheckedCondition } from './checked-condition.interface.js';
import { typeOfOne } from './check-operand.js';
import { type Facts, MISSING } from './facts.js';
import type { ValueTest } from './operator.interface.js';

/** True or false; undefined when it hangs on something that is missing. */
export type Verdict = boolean | undefined;

/** A rule ready to be held against facts. */
export type Rule = (facts: Facts) => Verdict;

/**
 * Makes closures of a checked tree; no text is ever turned into code.
 *
 * What hangs on a missing attribute is undecided, and stays so under `not`: otherwise the opposite
 * of a question that nobody can answer would start a workflow.
 */
export function compile(condition: CheckedCondition): Rule {
  if (condition.kind === 'condition') {
    return compileComparison(condition);
  }
  const rules = condition.children.map(compile);
  if (condition.kind === 'not') {
    return (facts) => opposite(rules[0]!(facts));
  }
  const deciding = condition.kind === 'any';
  return (facts) => combine(rules, facts, deciding);
}

function opposite(verdict: Verdict): Verdict {
  return verdict === undefined ? undefined : !verdict;
}

/** `deciding` settles the matter at once: false among `all`, true among `any`. */
function combine(rules: readonly Rule[], facts: Facts, deciding: boolean): Verdict {
  let verdict: Verdict = !deciding;
  for (const rule of rules) {
    const one = rule(facts);
    if (one === deciding) {
      return deciding;
    }
    if (one === undefined) {
      verdict = undefined;
    }
  }
  return verdict;
}

/** One comparison; also what the truth tree is made with. */
export function compileComparison({ attribute, operator, operand }: CheckedComparison): Rule {
  const test = testMaker(operator, operand, attribute);
  const ofMissing = operator.operand === 'none' && attribute.type !== 'change';
  return (facts) => {
    const actual = facts.read(attribute);
    if (actual === MISSING) {
      return ofMissing ? operator.ofNull : undefined;
    }
    if (actual === null) {
      return operator.ofNull;
    }
    const value = operator.folds ? facts.folded(attribute, actual as string) : actual;
    return test(facts)?.(value, facts.now);
  };
}

function testMaker(
  operator: CheckedComparison['operator'],
  operand: CheckedComparison['operand'],
  attribute: CheckedComparison['attribute'],
): (facts: Facts) => ValueTest | undefined {
  const of = typeOfOne(attribute);
  if (operand.kind === 'now') {
    return ({ now }) => operator.make(now + operand.shift, of);
  }
  if (operand.kind !== 'ref') {
    const test = operator.make(operand.kind === 'literal' ? operand.value : undefined, of);
    return () => test;
  }
  return (facts) => {
    const expected = facts.read(operand.attribute);
    if (expected === MISSING || expected === null) {
      return undefined;
    }
    const value = operator.folds ? facts.folded(operand.attribute, expected as string) : expected;
    return operator.make(value, of);
  };
}
