import type { Trigger } from './attribute.interface.js';
import { checkOperand } from './check-operand.js';
import type { CheckedComparison, CheckedCondition } from './checked-condition.interface.js';
import { LIMITS } from './limits.js';
import { nearest } from './nearest.js';
import { findOperator, operatorsOf } from './operators.js';
import type { Problems } from './problems.js';

const GROUPS = ['all', 'any', 'not'] as const;
type Group = (typeof GROUPS)[number];

/**
 * Checks a tree of conditions and tells every mistake in it by its path. A bare array means `all`.
 * @returns the tree, undefined when there was any mistake
 */
export function checkConditions(
  input: unknown,
  trigger: Trigger,
  problems: Problems,
): CheckedCondition | undefined {
  const before = problems.list.length;
  const checked = new Checker(trigger, problems).check(input, 'conditions', 0);
  return problems.list.length === before ? checked : undefined;
}

class Checker {
  private count = 0;

  constructor(
    private readonly trigger: Trigger,
    private readonly problems: Problems,
  ) {}

  check(input: unknown, path: string, depth: number): CheckedCondition | undefined {
    if (depth > LIMITS.depth) {
      return this.problems.add(
        path,
        'lies too deep',
        `Nest at most ${LIMITS.depth} groups in one another.`,
      );
    }
    this.count += 1;
    if (this.count > LIMITS.conditions) {
      return this.count === LIMITS.conditions + 1
        ? this.problems.add(path, 'is one too many', `Send at most ${LIMITS.conditions} in all.`)
        : undefined;
    }
    if (Array.isArray(input)) {
      return this.checkAll(input, path, depth);
    }
    if (typeof input !== 'object' || input === null) {
      return this.problems.add(
        path,
        'is no condition',
        'Send {"attribute", "operator", "value"}, or a group: {"all": […]}, {"any": […]}, {"not": …}.',
      );
    }
    const fields = input as Readonly<Record<string, unknown>>;
    const group = GROUPS.find((name) => Object.hasOwn(fields, name));
    return group ? this.checkGroup(group, fields, path, depth) : this.checkOne(fields, path);
  }

  private checkGroup(
    group: Group,
    fields: Readonly<Record<string, unknown>>,
    path: string,
    depth: number,
  ): CheckedCondition | undefined {
    this.refuseOthers(fields, [group], path);
    const inner = fields[group];
    const place = `${path}.${group}`;
    if (group === 'not') {
      const child = this.check(inner, place, depth + 1);
      return child && { kind: 'not', path: place, children: [child] };
    }
    if (!Array.isArray(inner) || inner.length === 0) {
      return this.problems.add(place, 'is no list of conditions', 'Send one condition or more.');
    }
    const children = this.checkEach(inner, place, depth);
    return children && { kind: group, path: place, children };
  }

  private checkAll(
    inputs: readonly unknown[],
    path: string,
    depth: number,
  ): CheckedCondition | undefined {
    const children = this.checkEach(inputs, path, depth);
    return children && { kind: 'all', path, children };
  }

  private checkEach(
    inputs: readonly unknown[],
    path: string,
    depth: number,
  ): CheckedCondition[] | undefined {
    const children: CheckedCondition[] = [];
    for (const [index, input] of inputs.entries()) {
      const child = this.check(input, `${path}[${index}]`, depth + 1);
      if (child) {
        children.push(child);
      }
      if (this.count > LIMITS.conditions) {
        break;
      }
    }
    return children.length === inputs.length ? children : undefined;
  }

  private checkOne(
    fields: Readonly<Record<string, unknown>>,
    path: string,
  ): CheckedComparison | undefined {
    this.refuseOthers(fields, ['attribute', 'operator', 'value'], path);
    const name = own(fields, 'attribute');
    const attribute = typeof name === 'string' ? this.trigger.find(name) : undefined;
    const wanted = own(fields, 'operator');
    if (!attribute) {
      this.refuseAttribute(name, `${path}.attribute`);
      return typeof wanted === 'string'
        ? undefined
        : this.problems.add(`${path}.operator`, 'is missing', 'Name an operator.');
    }
    const operator = typeof wanted === 'string' ? findOperator(wanted, attribute.type) : undefined;
    if (!operator) {
      const known = operatorsOf(attribute.type).map((one) => one.name);
      return this.problems.add(
        `${path}.operator`,
        typeof wanted === 'string'
          ? `is none that ${attribute.name} takes, which is of type ${attribute.type}`
          : 'is missing',
        `Send one of ${known.join(', ')}.`,
      );
    }
    const { trigger, problems } = this;
    const place = { attribute, operator, trigger, problems };
    const given = Object.hasOwn(fields, 'value');
    const operand = checkOperand(fields.value, given, `${path}.value`, place);
    return operand && { kind: 'condition', path, attribute, operator, operand };
  }

  private refuseAttribute(name: unknown, path: string): void {
    const { aggregate, action, attributes } = this.trigger;
    if (typeof name !== 'string') {
      this.problems.add(path, 'is missing', 'Name an attribute, for example "event.actor.id".');
      return;
    }
    const known = attributes.flatMap(({ name: full, alias }) => (alias ? [full, alias] : [full]));
    this.problems.add(path, `is no attribute of ${aggregate}.${action}`, nearest(name, known));
  }

  private refuseOthers(
    fields: Readonly<Record<string, unknown>>,
    known: readonly string[],
    path: string,
  ): void {
    for (const key of Object.keys(fields)) {
      if (!known.includes(key)) {
        this.problems.add(`${path}.${key.slice(0, 80)}`, 'is not known here', 'Leave it out.');
      }
    }
  }
}

function own(fields: Readonly<Record<string, unknown>>, key: string): unknown {
  return Object.hasOwn(fields, key) ? fields[key] : undefined;
}
