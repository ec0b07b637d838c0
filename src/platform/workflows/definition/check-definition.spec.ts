import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { eventAttributes } from '../catalogue/event-attributes.js';
import { makeTrigger } from '../rules/trigger.js';
import type { ActionKind } from './action-kind.interface.js';
import { checkDefinition } from './check-definition.js';

const extra = z.strictObject({
  excerpt: z.string(),
  length: z.int().optional(),
  at: z.iso.datetime().nullable(),
  mood: z.enum(['glad', 'cross']),
  mentions: z.array(z.string()),
  title: z.strictObject({ from: z.string(), to: z.string() }),
  'odd key': z.string(),
});

const trigger = (aggregate: string, action: string) =>
  makeTrigger(
    { aggregate, itemType: aggregate, action, label: action },
    eventAttributes(extra['~standard'].jsonSchema.output({ target: 'draft-2020-12' })),
  );

const reply = z.strictObject({ body: z.string().min(1), labels: z.array(z.string()).optional() });
const kind = (type: string, aggregates: string[] | null): ActionKind => ({
  type,
  label: type,
  aggregates,
  outside: false,
  check: (input) => reply['~standard'].validate(input),
});

const world = {
  triggers: [
    trigger('issue', 'comment_added'),
    trigger('issue', 'closed'),
    trigger('post', 'closed'),
  ],
  actions: new Map([
    ['reply', kind('reply', ['issue'])],
    ['tell', kind('tell', null)],
  ]),
};

const check = async (input: unknown) => {
  const { problems } = await checkDefinition(input, world);
  return problems.map(({ field, problem }) => `${field} ${problem}`);
};

describe('a definition', () => {
  it('needs no more than what it is triggered on, its conditions and its actions', async () => {
    const { checked, problems } = await checkDefinition(
      {
        triggered_on: 'comment_added',
        conditions: [
          { attribute: 'event.occurred_at', operator: 'less_than', value: '2023-01-01' },
        ],
        actions: [{ type: 'reply', body: 'Thank you.' }],
      },
      world,
    );

    expect(problems).toEqual([]);
    expect(checked?.definition).toMatchObject({
      name: 'On comment added',
      aggregate: 'issue',
      allow_automation: false,
      actions: [{ type: 'reply', body: 'Thank you.' }],
    });
  });

  it('tells everything that is wrong with it at once', async () => {
    const told = await check({
      name: ' two\nlines',
      triggered_on: 'comment_added',
      conditions: { any: [{ attribute: 'event.extra.mood', operator: 'is', value: 'bored' }] },
      actions: [{ type: 'reply' }, { type: 'repyl' }, { type: 'reply', body: 'x', labels: [1] }, 7],
      allow_automation: 'yes',
      colour: 'red',
    });

    expect(told).toEqual([
      'colour is not known here',
      'conditions.any[0].value is no value of event.extra.mood',
      'actions[0].body expected string, received undefined',
      'actions[1].type is no action',
      'actions[2].labels[0] expected string, received number',
      'actions[3].type is missing',
      'name is no line of text',
      'allow_automation is no yes or no',
    ]);
  });

  it('says which aggregate it means where two have the action', async () => {
    const actions = [{ type: 'tell', body: 'x' }];

    expect(await check({ triggered_on: 'closed', actions })).toEqual([
      'triggered_on is an action of issue and post',
    ]);
    expect(await check({ triggered_on: 'closed', aggregate: 'post', actions })).toEqual([]);
    expect(await check({ triggered_on: 'post.closed', actions })).toEqual([]);
    expect(
      await check({ triggered_on: 'post.closed', actions: [{ type: 'reply', body: 'x' }] }),
    ).toEqual(['actions[0].type acts on issue, not on post']);
    expect(await check({ triggered_on: 'opened', actions })).toEqual([
      'triggered_on is no action that is recorded',
    ]);
  });

  it('has nothing in it that the database could not keep', async () => {
    const told = await check({
      name: 'x',
      triggered_on: 'comment_added',
      actions: [{ type: 'reply', body: 'half \ud800' }],
    });

    expect(told).toEqual(['actions[0].body has NUL or half of a surrogate pair in it']);
  });

  it.each([null, [], 'x', 1, {}])('is refused, not choked on, when it is %j', async (input) => {
    expect(await check(input)).not.toEqual([]);
  });
});

describe('the attributes of an extra', () => {
  it('have the types of its schema', () => {
    const types = Object.fromEntries(
      world.triggers[0]!.attributes.map(({ name, type, of, nullable }) => [
        name,
        [type, of, nullable].filter(Boolean).join(' '),
      ]),
    );

    expect(types).toMatchObject({
      'event.actor.id': 'string',
      'event.occurred_at': 'date',
      'event.extra.excerpt': 'string',
      'event.extra.length': 'number true',
      'event.extra.at': 'date true',
      'event.extra.mood': 'enum',
      'event.extra.mentions': 'array string',
      'event.extra.title': 'change string',
      'event.extra.title.from': 'string',
    });
    expect(Object.keys(types).some((name) => name.includes('odd'))).toBe(false);
  });
});
