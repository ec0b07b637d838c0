import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HostileJsonError, MalformedJsonError } from '../problem/http.errors.js';
import { parseJson } from './parse-json.js';

/** What `JSON.stringify` writes back the same: no -0, no lone surrogates, no forbidden keys. */
const harmless = fc
  .jsonValue({ maxDepth: 8, stringUnit: 'grapheme' })
  .filter((value) => !/\\u0000|__proto__|constructor|prototype|-0/.test(JSON.stringify(value)));

describe('parseJson', () => {
  it('reads whatever harmless JSON exactly as JSON.parse does', () => {
    fc.assert(
      fc.property(harmless, fc.constantFrom(0, 2), (value, space) => {
        const text = JSON.stringify(value, null, space);

        expect(parseJson(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  it('answers any text with a value or with one of its two errors', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        try {
          parseJson(text);
        } catch (error) {
          expect([HostileJsonError, MalformedJsonError]).toContain((error as Error).constructor);
        }
      }),
    );
  });

  it.each([
    ['64 levels too many', '['.repeat(65) + ']'.repeat(65), /deeper than 64/],
    ['40,000 levels', '['.repeat(40_000) + ']'.repeat(40_000), /deeper than 64/],
    ['unclosed levels', '{"a":'.repeat(50_000), /deeper than 64/],
    ['a prototype key', '{"a":{"__proto__":{"admin":true}}}', /__proto__ is not allowed/],
    ['an escaped prototype key', String.raw`{"__pr\u006fto__":1}`, /__proto__ is not allowed/],
    ['a constructor key', '{"constructor": {"prototype": {}}}', /constructor is not allowed/],
    ['a key given twice', '{"a": 1, "b": {"a": 1}, "a": 2}', /a is given more than once/],
    ['a key given twice, once escaped', String.raw`{"a":1,"\u0061":2}`, /more than once/],
    ['a NUL character', String.raw`{"title":{"x":"a\u0000b"}}`, /title\.x contains a NUL/],
    ['a NUL in a key', String.raw`{"a\u0000":1}`, /contains a NUL/],
    ['half a surrogate pair', String.raw`["\ud800x"]`, /0 contains half of a surrogate pair/],
    ['an endless number', '{"n":1e999}', /n is a number out of range/],
  ])('refuses %s', (_name, text, message) => {
    expect(() => parseJson(text)).toThrow(message);
    expect(() => parseJson(text)).toThrow(HostileJsonError);
  });

  it.each([
    ['nothing', '', 'it is empty'],
    ['half an object', '{"a":', 'it ends too early'],
    ['NaN', '{\n  "a": NaN}', 'line 2, column 8'],
    ['trailing text', '{} x', 'line 1, column 4'],
    ['single quotes', "{'password':'hunter2'}", 'line 1, column 2'],
  ])('refuses %s and says where', (_name, text, message) => {
    expect(() => parseJson(text)).toThrow(MalformedJsonError);
    expect(() => parseJson(text)).toThrow(message);
    expect(() => parseJson(text)).not.toThrow(/hunter2/);
  });

  it('accepts equal keys in different objects and brackets inside text', () => {
    expect(parseJson(`[{"a":1},{"a":"${'['.repeat(100)}"}]`)).toHaveLength(2);
  });
});
