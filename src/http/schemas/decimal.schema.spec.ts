import { describe, expect, it } from 'vitest';
import { decimal } from './decimal.schema.js';

const schema = decimal({ digits: 4, decimals: 2 });

describe('a decimal', () => {
  it.each(['0', '12.5', '12.50', '-3.00', '9999.99', '-0'])('may be %s, as it is', (value) => {
    expect(schema.parse(value)).toBe(value);
  });

  it.each([
    [12.5, 'in quotes'],
    ['1e3', 'without exponent'],
    ['+1', 'without exponent'],
    [' 1', 'without exponent'],
    ['01', 'without exponent'],
    ['.5', 'without exponent'],
    ['1.', 'without exponent'],
    ['1,50', 'without exponent'],
    ['NaN', 'without exponent'],
    ['Infinity', 'without exponent'],
    ['٣', 'without exponent'],
    ['', 'without exponent'],
    ['1.005', 'at most 2 decimals, not 3'],
    ['12345', 'at most 4 digits before the point, not 5'],
    ['9'.repeat(100_000), 'not 100000'],
  ])('cannot be %j', (value, words) => {
    expect(schema.safeParse(value).error?.issues[0]?.message).toContain(words);
  });

  it('keeps to its sign', () => {
    const more = decimal({ digits: 4, decimals: 2, sign: 'more-than-zero' });
    const some = decimal({ digits: 4, decimals: 2, sign: 'zero-or-more' });

    expect(['0', '0.00', '-1'].map((value) => more.safeParse(value).success)).toEqual([
      false,
      false,
      false,
    ]);
    expect(['0', '-0', '-1'].map((value) => some.safeParse(value).success)).toEqual([
      true,
      true,
      false,
    ]);
  });
});
