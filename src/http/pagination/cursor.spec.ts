import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeCursor, encodeCursor } from './cursor.js';
import { BadCursorError } from './pagination.errors.js';

const ids = fc.bigInt({ min: 1n, max: 9_223_372_036_854_775_807n }).map(String);

describe('cursor', () => {
  it('gives back the id it was made of', () => {
    fc.assert(fc.property(ids, (id) => decodeCursor('posts', encodeCursor('posts', id)) === id));
  });

  it('is of no use in another list', () => {
    fc.assert(
      fc.property(ids, (id) => {
        expect(() => decodeCursor('users', encodeCursor('posts', id))).toThrow(BadCursorError);
      }),
    );
  });

  it('refuses whatever was not given out', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(() => decodeCursor('posts', text)).toThrow(BadCursorError);
      }),
    );
  });

  it('refuses ids beyond bigint', () => {
    const forged = Buffer.from('posts 9223372036854775808').toString('base64url');

    expect(() => decodeCursor('posts', forged)).toThrow(BadCursorError);
  });
});
