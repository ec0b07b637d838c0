import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mentionsIn, referencesIn } from './mentions.util.js';

describe('mentions', () => {
  it.each([
    ['@mia', ['mia']],
    ['ask @mia, @oscar.', ['mia', 'oscar']],
    ['(@mia)', ['mia']],
    ['@mia @mia', ['mia']],
    ['mail a@mia.example', []],
    ['@@mia', []],
    ['@Mia', []],
    ['`@mia` and\n```\n@oscar\n```', []],
    ['```\n@oscar without an end', []],
    ['@mia/team', []],
    ['see x/@mia', []],
    ['@mia-', []],
    ['@m.i-a_1!', ['m.i-a_1']],
  ])('are found in %j', (text, expected) => {
    expect(mentionsIn(text)).toEqual(expected);
  });

  it('are never more than 20', () => {
    const crowd = Array.from({ length: 100 }, (_, index) => `@p${index}`).join(' ');

    expect(mentionsIn(crowd)).toHaveLength(20);
  });

  it('cost little time in any text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('@', 'a', '.', '`', '-', '\n', '#', '1') }),
        (text) => {
          mentionsIn(text.repeat(50));
          referencesIn(text.repeat(50));
        },
      ),
    );
  });
});

describe('references', () => {
  it.each([
    ['#12', [{ key: undefined, number: 12 }]],
    [
      'WEB-12 and OPS2-7.',
      [
        { key: 'WEB', number: 12 },
        { key: 'OPS2', number: 7 },
      ],
    ],
    ['fixes #3, #3', [{ key: undefined, number: 3 }]],
    ['#0 #012 a#1 ##1 #1a &#39; web-12 X-12', []],
    ['WEB-12-3 UTF-8', [{ key: 'UTF', number: 8 }]],
    ['`#12`', []],
    ['https://x.example/WEB-12', []],
  ])('are found in %j', (text, expected) => {
    expect(referencesIn(text)).toEqual(expected);
  });
});
