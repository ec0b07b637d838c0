import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCommit } from './commit.js';

const commit = (lines: string[], message: string, encoding: BufferEncoding = 'utf8') =>
  parseCommit('c0ffee', Buffer.from([...lines, '', message].join('\n'), encoding));

describe('a commit', () => {
  it('names its author, the time and the message', () => {
    expect(
      commit(
        ['tree 1', 'author Zoë <z@x> 1700000000 +0100', 'committer B <b@x> 1800000000 +0000'],
        'Title\n\nBody\n',
      ),
    ).toEqual({
      sha: 'c0ffee',
      author: 'Zoë <z@x>',
      authoredAt: '2023-11-14T22:13:20.000Z',
      message: 'Title\n\nBody',
    });
  });

  it('is read in the encoding it names, or byte by byte where that is wrong', () => {
    const author = 'author Jürg <j@x> 1 +0000';
    expect(commit([author, 'encoding ISO-8859-1'], 'für', 'latin1')).toMatchObject({
      author: 'Jürg <j@x>',
      message: 'für',
    });
    expect(commit([author], 'für', 'latin1').message).toBe('für');
    expect(commit([author, 'encoding made-up'], 'für', 'latin1').message).toBe('für');
  });

  it.each([
    ['author  <> 0 +0000', '<>'],
    ['author A <a@x>> 5 -0700', 'A <a@x>>'],
    ['author A', 'A'],
    ['author ', 'unknown'],
    ['other 1', 'unknown'],
  ])('with the line "%s" still has an author', (line, author) => {
    expect(commit([line], 'm').author).toBe(author);
  });

  it('falls back to the committer’s time when the author’s is none', () => {
    const committer = 'committer B <b> 1700000000 +0000';
    expect(commit([`author A <a> 99999999999999 +0000`, committer], '').authoredAt).toBe(
      '2023-11-14T22:13:20.000Z',
    );
  });

  it('can be read whatever its bytes are, into text that can be stored', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        const { author, message, authoredAt } = parseCommit('1', Buffer.from(bytes));
        return (
          !/\p{Surrogate}/u.test(`${author}${message}`) &&
          !`${author}${message}`.includes('\0') &&
          !Number.isNaN(Date.parse(authoredAt))
        );
      }),
    );
  });
});
