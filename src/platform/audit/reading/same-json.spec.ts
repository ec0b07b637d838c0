import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseExact } from './exact-json.js';
import { sameJson } from './same-json.js';

function same(a: string, b: string): boolean {
  return sameJson(parseExact(a), parseExact(b));
}

/** The leaf below ten thousand levels. */
function deep(leaf: string): string {
  return `${'{"a":['.repeat(5_000)}${leaf}${']}'.repeat(5_000)}`;
}

describe('sameness of JSON values', () => {
  it.each([
    ['1.50', '1.5'],
    ['100', '1e2'],
    ['-0.00', '0'],
    ['0.0010', '1e-3'],
    ['{"a": 1, "b": [2]}', '{"b": [2.0], "a": 1}'],
  ])('%s is %s', (a, b) => {
    expect(same(a, b)).toBe(true);
  });

  it.each([
    ['9007199254740993', '9007199254740992'],
    ['1', '"1"'],
    ['null', '0'],
    ['[1]', '[1, null]'],
    ['{"a": 1}', '{"b": 1}'],
    ['[]', '{}'],
    ['-5', '5'],
  ])('%s is not %s', (a, b) => {
    expect(same(a, b)).toBe(false);
  });

  it('is found however deep it lies', () => {
    expect(same(deep('1'), deep('1.0'))).toBe(true);
    expect(same(deep('1'), deep('2'))).toBe(false);
  });

  it('holds for every value and itself written anew', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify(value);
        fc.pre(!text.includes('\\u0000'));
        expect(same(text, JSON.stringify(JSON.parse(text), null, 2))).toBe(true);
      }),
    );
  });
});
