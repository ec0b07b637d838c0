import { describe, expect, it } from 'vitest';
import { diffText } from './diff-text.js';
import { toLines } from './to-lines.js';

const noise = (seed: number): string =>
  Array.from({ length: 9_000 }, (_, index) => `w${(index * seed) % 99_991}`).join('\n');

describe('the difference of two texts', () => {
  it('goes by words in prose', () => {
    const diff = diffText('the quick brown fox', 'the slow brown fox');
    expect(diff?.by).toBe('words');
    expect(diff?.parts.filter((part) => part.kind !== 'same').map((part) => part.text)).toEqual([
      'quick',
      'slow',
    ]);
  });

  it('goes by lines in code, with three unchanged lines around each change', () => {
    const before = Array.from({ length: 40 }, (_, index) => `line ${index}`).join('\n');
    const diff = diffText(before, before.replace('line 20', 'line twenty'));
    const lines = toLines(diff?.parts ?? []);
    expect(diff?.by).toBe('lines');
    expect(lines.map((line) => line.kind).join(' ')).toBe(
      'skipped same same same old new same same same skipped',
    );
    expect(lines[0]).toMatchObject({ kind: 'skipped', count: 17 });
  });

  it('gives up on texts that have nothing in common, rather than hang', () => {
    expect(diffText(noise(7), noise(13))).toBeUndefined();
  });
});
