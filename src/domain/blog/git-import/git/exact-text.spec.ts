import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesOf, textOf } from './exact-text.js';

const bytes = fc.oneof(
  fc.uint8Array().map((array) => Buffer.from(array)),
  fc.string({ unit: 'binary' }).map((text) => Buffer.from(text)),
  fc.string().map((text) => Buffer.from(`\uFFFD${text}`)),
);

describe('exact text', () => {
  it('gives any bytes back', () => {
    fc.assert(fc.property(bytes, (given) => bytesOf(textOf(given)).equals(given)));
  });

  it('keeps UTF-8, byte order mark and all', () => {
    expect(textOf(Buffer.from('\uFEFFgrün\r\n'))).toBe('\uFEFFgrün\r\n');
  });

  it('keeps Latin-1 readable, and apart from the same words in UTF-8', () => {
    expect(textOf(Buffer.from('grün', 'latin1'))).toBe('\uFFFDgrün');
  });

  it('never holds half of a surrogate pair', () => {
    fc.assert(fc.property(bytes, (given) => !/\p{Surrogate}/u.test(textOf(given))));
  });
});
