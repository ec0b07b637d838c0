import { describe, expect, it } from 'vitest';
import type { Attribute, Operator } from '../api/workflows.js';
import { readValue, showValue } from './value-text.js';

const attribute = (type: Attribute['type']): Attribute => ({
  name: 'x',
  alias: null,
  label: 'x',
  type,
  nullable: false,
  values: null,
  operators: [],
});
const takes = (value: Operator['value']): Operator => ({
  name: 'op',
  label: 'op',
  synonyms: [],
  types: [],
  value,
});

describe('a value of a condition', () => {
  it.each([
    ['12', 'number', 12],
    ['twelve', 'number', 'twelve'],
    ['true', 'boolean', true],
    ['12', 'string', '12'],
    ['{"now":"-30d"}', 'date', { now: '-30d' }],
    ['{"now"', 'date', '{"now"'],
  ] as const)('reads %s of a %s', (text, type, value) => {
    expect(readValue(text, attribute(type), takes('one'))).toEqual(value);
  });

  it('reads a list', () => {
    expect(readValue('1, 2,', attribute('number'), takes('list'))).toEqual([1, 2]);
  });

  it('shows what it reads', () => {
    expect(showValue(['a', 'b'])).toBe('a, b');
    expect(showValue({ ref: 'event.actor.id' })).toBe('{"ref":"event.actor.id"}');
    expect(showValue(undefined)).toBe('');
  });
});
