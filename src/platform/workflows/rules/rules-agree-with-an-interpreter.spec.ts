import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Attribute } from './attribute.interface.js';
import { checkConditions } from './check-conditions.js';
import { compile } from './compile.js';
import { explain } from './explain.js';
import { Facts } from './facts.js';
import { Problems } from './problems.js';
import { makeTrigger } from './trigger.js';

/** A rule as users write it. */
type Rule =
  | readonly Rule[]
  | { readonly all: readonly Rule[] }
  | { readonly any: readonly Rule[] }
  | { readonly not: Rule }
  | { readonly attribute: string; readonly operator: string; readonly value?: unknown };

const NOW = Date.parse('2026-06-01T00:00:00Z');
const DAY = 86_400_000;

const attribute = (name: string, type: Attribute['type'], of?: Attribute['of']): Attribute => ({
  name,
  label: name,
  type,
  ...(of && { of }),
  nullable: true,
  source: 'aggregate',
  path: [name],
});

const trigger = makeTrigger(
  { aggregate: 'parcel', itemType: 'Parcel', action: 'moved', label: 'moved' },
  [
    attribute('text', 'string'),
    attribute('other', 'string'),
    attribute('number', 'number'),
    attribute('flag', 'boolean'),
    attribute('time', 'date'),
    attribute('tags', 'array', 'string'),
  ],
);

const words = fc.constantFrom('', 'a', 'ab', 'B', 'abc', 'c');
const numbers = fc.oneof(
  fc.integer({ min: -3, max: 3 }),
  fc.constantFrom('2', '12345678901234567890'),
);
const times = fc
  .integer({ min: -5, max: 5 })
  .map((days) => new Date(NOW + days * DAY).toISOString());

const facts = fc.record(
  {
    text: fc.option(words),
    other: fc.option(words),
    number: fc.option(numbers),
    flag: fc.option(fc.boolean()),
    time: fc.option(times),
    tags: fc.option(fc.array(words, { maxLength: 3 })),
  },
  { requiredKeys: [] },
);

const one = (name: string, operators: string[], value: fc.Arbitrary<unknown>): fc.Arbitrary<Rule> =>
  fc.record({
    attribute: fc.constant(name),
    operator: fc.constantFrom(...operators),
    value,
  });

const spans = fc.integer({ min: 1, max: 4 }).map((days) => `${days}d`);
const leaf = fc.oneof(
  one('text', ['equals', 'not_equals', 'contains', 'starts_with', 'ends_with'], words),
  one('text', ['equals', 'not_equals', 'contains'], fc.constant({ ref: 'other' })),
  one('text', ['in', 'not_in'], fc.array(words, { minLength: 1, maxLength: 3 })),
  one('text', ['in'], fc.constant({ ref: 'tags' })),
  one(
    'number',
    ['equals', 'not_equals', 'less_than', 'at_most', 'greater_than', 'at_least'],
    numbers,
  ),
  one('flag', ['equals', 'not_equals'], fc.boolean()),
  one('time', ['before', 'after', 'on_or_before', 'on_or_after'], times),
  one(
    'time',
    ['before', 'after'],
    spans.map((span) => ({ now: `-${span}` })),
  ),
  one('time', ['within_last', 'older_than'], spans),
  one('tags', ['includes', 'not_includes'], words),
  one('tags', ['includes_any', 'includes_all', 'includes_none'], fc.array(words, { minLength: 1 })),
  fc
    .constantFrom('text', 'number', 'flag', 'time', 'tags')
    .chain((name) =>
      fc
        .constantFrom('is_empty', 'is_not_empty')
        .map((operator): Rule => ({ attribute: name, operator })),
    ),
);

const { rule } = fc.letrec<{ rule: Rule }>((tie) => ({
  rule: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    leaf,
    fc.record({ all: fc.array(tie('rule'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ any: fc.array(tie('rule'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ not: tie('rule') }),
    fc.array(tie('rule'), { maxLength: 3 }),
  ),
}));

/** The rules read word for word, with none of the code under test. */
function interpret(asked: Rule, data: Record<string, unknown>): boolean | undefined {
  if (Array.isArray(asked)) return every(asked as Rule[], data);
  if ('all' in asked) return every(asked.all, data);
  if ('any' in asked)
    return flip(
      every(
        asked.any.map((not) => ({ not })),
        data,
      ),
    );
  if ('not' in asked) return flip(interpret(asked.not, data));
  const {
    attribute: name,
    operator,
    value,
  } = asked as { attribute: string; operator: string; value?: unknown };
  if (operator === 'is_empty') return empty(data[name]);
  if (operator === 'is_not_empty') return !empty(data[name]);
  if (!(name in data)) return undefined;
  if (data[name] === null) return /^(not_|includes_none)/.test(operator);
  const expected =
    (value as { ref?: string }).ref === undefined ? value : data[(value as { ref: string }).ref];
  if (expected === undefined || expected === null) return undefined;
  return ask(operator, data[name], expected);
}

const flip = (verdict: boolean | undefined) => (verdict === undefined ? undefined : !verdict);
const empty = (value: unknown) =>
  value === undefined ||
  value === null ||
  value === '' ||
  (Array.isArray(value) && value.length === 0);

function every(rules: readonly Rule[], data: Record<string, unknown>): boolean | undefined {
  const verdicts = new Set(rules.map((asked) => interpret(asked, data)));
  if (verdicts.has(false)) return false;
  return verdicts.has(undefined) ? undefined : true;
}

function ask(operator: string, actual: unknown, expected: unknown): boolean {
  if (Array.isArray(actual)) return askList(operator, actual, expected);
  if (Array.isArray(expected)) return expected.includes(actual) === (operator === 'in');
  if (operator === 'within_last' || operator === 'older_than') {
    const age = NOW - Date.parse(String(actual));
    const span = parseInt(String(expected), 10) * DAY;
    return operator === 'older_than' ? age > span : age >= 0 && age <= span;
  }
  const asTime = ['before', 'after', 'on_or_before', 'on_or_after'].includes(operator);
  const order = asTime ? Date.parse(String(actual)) - moment(expected) : compare(actual, expected);
  const [a, b] = [String(actual).toLowerCase(), String(expected).toLowerCase()];
  switch (operator) {
    case 'equals':
      return order === 0;
    case 'not_equals':
      return order !== 0;
    case 'less_than':
    case 'before':
      return order < 0;
    case 'at_most':
    case 'on_or_before':
      return order <= 0;
    case 'greater_than':
    case 'after':
      return order > 0;
    case 'at_least':
    case 'on_or_after':
      return order >= 0;
    case 'contains':
      return a.split(b).length > 1 || b === '';
    case 'starts_with':
      return a.slice(0, b.length) === b;
    default:
      return b === '' || a.slice(-b.length) === b;
  }
}

function askList(operator: string, actual: readonly unknown[], expected: unknown): boolean {
  const wanted = Array.isArray(expected) ? expected : [expected];
  const found = wanted.filter((value) => actual.includes(value)).length;
  if (operator === 'includes_all') return found === wanted.length;
  return /none|not/.test(operator) ? found === 0 : found > 0;
}

function moment(value: unknown): number {
  const { now } = value as { now?: string };
  return now === undefined ? Date.parse(String(value)) : NOW + parseInt(now, 10) * DAY;
}

function compare(a: unknown, b: unknown): number {
  if (typeof a === 'string' && !/^\d/.test(a)) return Number(a !== b);
  if (typeof a === 'boolean' || a === '' || b === '') return Number(a !== b);
  const [left, right] = [BigInt(a as string), BigInt(b as string)];
  return left < right ? -1 : Number(left > right);
}

describe('compiled rules', () => {
  it('agree with an interpreter that reads them word for word', () => {
    fc.assert(
      fc.property(rule, facts, (asked, data) => {
        const problems = new Problems();
        const checked = checkConditions(asked, trigger, problems);

        expect(problems.list).toEqual([]);
        const held = new Facts({ event: {}, aggregate: data, record: null }, NOW);
        const verdict = compile(checked!)(held);
        expect(verdict).toBe(interpret(asked, data));
        expect(explain(checked!, held).result).toBe(verdict ?? null);
      }),
      { numRuns: 2_000 },
    );
  });
});
