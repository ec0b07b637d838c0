import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonErrorPosition } from './json-error-position.js';

describe('jsonErrorPosition', () => {
  it.each([
    ['{"a": NaN}', 6],
    ["{'a':1}", 1],
    ['{"a":1,}', 7],
    ['[1,]', 3],
    ['{} x', 3],
    ['[}', 1],
    ['{"a" 1}', 5],
    ['[1 2]', 3],
    ['01', 1],
    ['"a\nb"', 0],
    ['{"a":', 5],
    [']', 0],
    ['', 0],
  ])('of %j is %i', (text, position) => {
    expect(jsonErrorPosition(text)).toBe(position);
  });

  it('is the end of the text exactly when every character fits JSON', () => {
    fc.assert(
      fc.property(fc.json(), fc.nat(), (text, cut) => {
        expect(jsonErrorPosition(text)).toBe(text.length);
        expect(jsonErrorPosition(text.slice(0, cut % text.length))).toBeLessThanOrEqual(
          text.length,
        );
      }),
    );
  });

  it('finds a wrong character wherever it is put', () => {
    fc.assert(
      fc.property(fc.json({ stringUnit: fc.constant('a') }), fc.nat(), (text, where) => {
        const at = where % (text.length + 1);
        const broken = `${text.slice(0, at)}\u0001${text.slice(at)}`;

        expect(jsonErrorPosition(broken)).toBeLessThanOrEqual(at);
      }),
    );
  });
});
