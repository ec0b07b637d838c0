import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatCursor, parseCursor } from './feed-cursor.js';

describe('a cursor', () => {
  it('reads what it wrote', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9a-f]{12}$/), fc.maxSafeNat(), (epoch, position) => {
        expect(parseCursor(formatCursor(epoch, position))).toEqual({ epoch, position });
      }),
    );
  });

  it('is never read from anything else', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 30 }), (text) => {
        const cursor = parseCursor(text);
        if (!cursor) return;
        expect(text).toMatch(/^[0-9a-z]+-\d+$/);
        expect(Number.isSafeInteger(cursor.position)).toBe(true);
      }),
    );
    expect(parseCursor(`e-${2 ** 53}`)).toBeUndefined();
    expect(parseCursor('e-1\n')).toBeUndefined();
  });
});
