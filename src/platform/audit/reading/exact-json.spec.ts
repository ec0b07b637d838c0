import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseExact, plainJson } from './exact-json.js';

describe('exact JSON', () => {
  it('keeps digits that a JS number cannot hold', () => {
    const value = parseExact(
      '{"big": 9007199254740993, "n": [0.12345678901234567890, 1e400, 1.50, 7]}',
    );

    expect(plainJson(value)).toEqual({
      big: '9007199254740993',
      n: ['0.12345678901234567890', '1e400', 1.5, 7],
    });
  });

  it('gives every number of a numeric column as its text', () => {
    expect(plainJson(parseExact('[1.50, 7, null, "NaN"]'), true)).toEqual([
      '1.50',
      '7',
      null,
      'NaN',
    ]);
  });

  it('takes prototype keys as ordinary keys', () => {
    const value = plainJson(parseExact('{"__proto__": {"x": 1}}')) as object;

    expect(Object.keys(value)).toEqual(['__proto__']);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  });

  it('cuts what is nested too deep to be answered', () => {
    const text = `${'{"a":['.repeat(5_000)}1${']}'.repeat(5_000)}`;

    const shown = JSON.stringify(plainJson(parseExact(text)));

    expect(shown).toContain('{"$deeper":true}');
    expect(shown.length).toBeLessThan(2_000);
  });

  it('agrees with JSON.parse wherever JS numbers are exact', () => {
    const leaf = fc.oneof(
      fc.maxSafeInteger(),
      fc.double({ min: -1e9, max: 1e9, noNaN: true }).map((number) => number || 0),
      fc.string().map((text) => text.replaceAll('\u0000', '')),
      fc.boolean(),
      fc.constant(null),
    );
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        leaf,
        fc.array(tie('value')),
        fc.dictionary(
          fc.string().map((key) => key.replaceAll('\u0000', '')),
          tie('value'),
        ),
      ),
    }));

    fc.assert(
      fc.property(value, (given) => {
        const text = JSON.stringify(given);
        expect(plainJson(parseExact(text))).toEqual(JSON.parse(text));
      }),
    );
  });
});
