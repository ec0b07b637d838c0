import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Attribute } from './attribute.interface.js';
import { checkConditions } from './check-conditions.js';
import { compile } from './compile.js';
import { explain, missingAttributes } from './explain.js';
import { Facts } from './facts.js';
import { LIMITS } from './limits.js';
import { Problems } from './problems.js';
import { makeTrigger } from './trigger.js';

const NOW = Date.parse('2026-06-01T00:00:00Z');

const ATTRIBUTES: readonly Attribute[] = [
  plain('issue.title', 'string', 'title'),
  plain('issue.created_at', 'date', 'created_at'),
  plain('issue.votes', 'number', 'votes'),
  { ...plain('issue.state', 'enum', 'state'), values: ['open', 'closed'] },
  { ...plain('issue.labels', 'array', 'labels'), of: 'string' },
  { ...plain('event.extra', 'change'), of: 'string', source: 'event', path: ['extra'] },
  { ...plain('event.actor.id', 'string'), source: 'event', path: ['actor', 'id'] },
];

function plain(name: string, type: Attribute['type'], alias?: string): Attribute {
  const path = [name.split('.').at(-1)!];
  return {
    name,
    label: name,
    type,
    nullable: false,
    source: 'aggregate',
    path,
    ...(alias && { alias }),
  };
}

const trigger = makeTrigger(
  { aggregate: 'issue', itemType: 'Issue', action: 'renamed', label: 'renamed' },
  ATTRIBUTES,
);

function mistakes(conditions: unknown): string[] {
  const problems = new Problems();
  const checked = checkConditions(conditions, trigger, problems);
  expect(checked === undefined).toBe(problems.list.length > 0);
  return problems.list.map(({ field, problem, remedy }) => `${field} ${problem}. ${remedy}`);
}

function holds(conditions: unknown, aggregate: object | null, event: object = {}): unknown {
  const problems = new Problems();
  const checked = checkConditions(conditions, trigger, problems);
  expect(problems.list).toEqual([]);
  return compile(checked!)(new Facts({ event, aggregate, record: null }, NOW));
}

const is = (attribute: string, operator: string, value?: unknown) => ({
  attribute,
  operator,
  ...(value !== undefined && { value }),
});

describe('conditions', () => {
  it('take a bare list for "all", and dates by the operators of numbers', () => {
    const seed = [is('created_at', 'less_than', '2023-01-01')];

    expect(holds(seed, { created_at: new Date('2022-12-31T23:59:59Z') })).toBe(true);
    expect(holds(seed, { created_at: '2023-01-01T00:00:00Z' })).toBe(false);
    expect(holds([], {})).toBe(true);
  });

  it('tell every mistake with its exact path', () => {
    const told = mistakes({
      all: [
        is('titel', 'equals', 'x'),
        is('title', 'less_than', 'x'),
        { any: [is('votes', 'at_least', 'many'), { ...is('state', 'is', 'opne'), extra: 1 }] },
        { not: is('created_at', 'before', '2023-02-30') },
        { attribute: 'labels', operator: 'includes_any', value: ['a', 7] },
        is('title', 'equals', { ref: 'votes' }),
        is('created_at', 'older_than', 'a month'),
        is('title', 'is_empty', 'x'),
        { operator: 'is' },
        { any: [] },
        'title = 1',
      ],
    });

    expect(told).toEqual([
      'conditions.all[0].attribute is no attribute of issue.renamed. Did you mean "title"?',
      'conditions.all[1].operator is none that issue.title takes, which is of type string. Send one of equals, not_equals, in, not_in, contains, not_contains, starts_with, ends_with, matches, is_empty, is_not_empty.',
      'conditions.all[2].any[0].value is no number, which issue.votes is. Send a number, or decimal text such as "12.50".',
      'conditions.all[2].any[1].extra is not known here. Leave it out.',
      'conditions.all[2].any[1].value is no value of issue.state. Send one of "open", "closed".',
      'conditions.all[3].not.value is no date, which issue.created_at is. Send an ISO 8601 time such as "2026-01-31T12:00:00Z", {"now": "-30d"} or {"ref": "<attribute>"}.',
      'conditions.all[4].value[1] is no string, which issue.labels is. Send an array; of each: a text.',
      'conditions.all[5].value.ref names issue.votes, which is of type number. Name an attribute of type string.',
      'conditions.all[6].value is no span of time. Send one such as "30d", "12h", "15m" or "2w".',
      'conditions.all[7].value is of no use to "is_empty". Leave it out.',
      'conditions.all[8].attribute is missing. Name an attribute, for example "event.actor.id".',
      'conditions.all[9].any is no list of conditions. Send one condition or more.',
      'conditions.all[10] is no condition. Send {"attribute", "operator", "value"}, or a group: {"all": […]}, {"any": […]}, {"not": …}.',
    ]);
  });

  it('are undecided, also under "not", where an attribute is missing', () => {
    const asked = { not: is('title', 'equals', 'x') };

    expect(holds(asked, {})).toBeUndefined();
    expect(holds(asked, null)).toBeUndefined();
    expect(holds({ any: [asked, is('votes', 'at_least', 1)] }, { votes: 1 })).toBe(true);
    expect(holds(is('votes', 'less_than', 5), { votes: '' })).toBeUndefined();
    expect(holds(is('votes', 'less_than', 5), { votes: null })).toBe(false);
  });

  it('compare numbers that no double can hold', () => {
    const votes = '9223372036854775807';

    expect(holds(is('votes', 'greater_than', '9223372036854775806'), { votes })).toBe(true);
    expect(holds(is('votes', 'less_than', '9223372036854775807.0000001'), { votes })).toBe(true);
    expect(holds(is('votes', 'equals', 1e21), { votes: '1000000000000000000000' })).toBe(true);
  });

  it('know what changed from what to what', () => {
    const event = { extra: { from: 'a', to: 'b' } };

    expect(holds(is('event.extra', 'changed'), {}, event)).toBe(true);
    expect(holds(is('event.extra', 'changed_to', 'b'), {}, event)).toBe(true);
    expect(holds(is('event.extra', 'changed_to', 'a'), {}, event)).toBe(false);
    expect(holds(is('event.extra', 'changed_from', 'a'), {}, event)).toBe(true);
    expect(holds(is('event.extra', 'changed'), {}, { extra: { from: 'a' } })).toBeUndefined();
  });

  it('match patterns in time that no pattern can make explode', () => {
    const title = 'a'.repeat(20_000);
    const started = performance.now();

    expect(holds(is('title', 'matches', `${'*a'.repeat(90)}*b`), { title })).toBe(false);
    expect(performance.now() - started).toBeLessThan(2_000);
    expect(holds(is('title', 'matches', 'FIX*(#??)'), { title: 'fix: that (#42)' })).toBe(true);
    expect(holds(is('title', 'matches', '^fix.*$'), { title: 'fix' })).toBe(false);
  });

  it('refuse what costs too much', () => {
    let deep: unknown = is('title', 'is_empty');
    for (let depth = 0; depth <= LIMITS.depth; depth += 1) deep = { not: deep };
    const wide = Array.from({ length: 150 }, () => is('title', 'is_empty'));

    expect(mistakes(deep)).toEqual([expect.stringContaining('lies too deep')]);
    expect(mistakes(wide)).toEqual([expect.stringContaining('conditions[99] is one too many')]);
    expect(mistakes(is('title', 'in', Array(500).fill('x')))).toHaveLength(1);
    expect(mistakes(is('title', 'equals', 'x'.repeat(5_000)))).toHaveLength(1);
    expect(mistakes(is('title', 'matches', '*'.repeat(500)))).toHaveLength(1);
  });

  it.each(['constructor', '__proto__', 'toString', 'hasOwnProperty', 'issue.__proto__', 'valueOf'])(
    'know no attribute and no operator called %s',
    (name) => {
      const [hostile] = JSON.parse(
        `[{"${name}": {}, "attribute": "title", "operator": "${name}"}]`,
      ) as [unknown];

      expect(mistakes(is(name, 'equals', 'x'))).toHaveLength(1);
      expect(mistakes(hostile)).toHaveLength(2);
      expect(mistakes(is('title', 'equals', { ref: name }))).toHaveLength(1);
    },
  );

  it('read nothing that the facts inherit', () => {
    const heir = Object.create({ title: 'inherited' }) as object;

    expect(holds(is('title', 'equals', 'inherited'), heir)).toBeUndefined();
  });

  it('refuse or accept whatever JSON they are given, and never throw', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (input) => {
        mistakes(input);
      }),
    );
  });

  it('explain themselves with the values they saw', () => {
    const problems = new Problems();
    const conditions = {
      any: [is('title', 'contains', 'x'), is('created_at', 'after', { now: '-1d' })],
    };
    const checked = checkConditions(conditions, trigger, problems)!;
    const facts = new Facts({ event: {}, aggregate: { title: 'y' }, record: null }, NOW);

    expect(explain(checked, facts)).toEqual({
      path: 'conditions.any',
      kind: 'any',
      result: null,
      children: [
        {
          path: 'conditions.any[0]',
          kind: 'condition',
          result: false,
          attribute: 'issue.title',
          operator: 'contains',
          expected: 'x',
          actual: 'y',
        },
        {
          path: 'conditions.any[1]',
          kind: 'condition',
          result: null,
          attribute: 'issue.created_at',
          operator: 'after',
          expected: { now: '-1d' },
          missing: true,
        },
      ],
    });
    expect(missingAttributes(checked, facts)).toEqual(['issue.created_at']);
  });
});
