import { describe, expect, it } from 'vitest';
import { ExactNumber, exactValue, parseExact } from './exact-number.js';

describe('JSON with exact numbers', () => {
  it('leaves usual values alone', () => {
    expect(parseExact('{"a":1,"b":[2.5,"3",null]}')).toEqual({ a: 1, b: [2.5, '3', null] });
    expect(exactValue(12, '12')).toBe(12);
    expect(exactValue('12', '"12"')).toBe('12');
  });

  it('keeps what a JavaScript number would change', () => {
    const id = exactValue(9_007_199_254_740_992, '9007199254740993');
    expect(id).toEqual(new ExactNumber('9007199254740993'));
    expect(String(exactValue(1.5, '1.50'))).toBe('1.50');
  });
});
