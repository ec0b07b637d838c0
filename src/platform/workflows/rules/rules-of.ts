import type { Attribute } from './attribute.interface.js';
import { checkConditions } from './check-conditions.js';
import { compile } from './compile.js';
import { type FactSources, Facts } from './facts.js';
import { Problems } from './problems.js';
import { makeTrigger } from './trigger.js';

/**
 * Compiles conditions over attributes of one's own, apart from events and the database.
 * @returns counts the conditions that hold for what it is given
 * @throws TypeError naming every mistake
 * @publicApi
 */
export function rulesOf(
  attributes: readonly Attribute[],
  conditions: readonly unknown[],
): (sources: FactSources) => number {
  const about = { aggregate: 'own', itemType: 'Own', action: 'rules', label: 'rules' };
  const trigger = makeTrigger(about, attributes);
  const problems = new Problems();
  const rules = conditions.map((one) => checkConditions(one, trigger, problems));
  if (problems.list.length > 0) {
    throw new TypeError(problems.list.map((one) => `${one.field} ${one.problem}`).join('; '));
  }
  const compiled = rules.map((rule) => compile(rule!));
  return (sources) => {
    const facts = new Facts(sources, Date.now());
    return compiled.filter((rule) => rule(facts) === true).length;
  };
}
