import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { archiveLines, type ArchiveLine } from './archive-lines.js';

async function linesOf(chunks: readonly (string | Buffer)[], from = { position: 0, lines: 0 }) {
  const lines: ArchiveLine[] = [];
  const stream = Readable.from(
    chunks.map((chunk) => Buffer.from(chunk as string)),
    { objectMode: false },
  );
  for await (const line of archiveLines(stream, from)) {
    lines.push(line);
  }
  return lines;
}

describe('the lines of an archive', () => {
  it('are the same wherever the stream is cut, also inside a character', async () => {
    const text = Buffer.from('{"a":"ü"}\n\n{"b":2}');
    const expected = [
      { number: 1, text: '{"a":"ü"}', end: 11 },
      { number: 2, text: '', end: 12 },
      { number: 3, text: '{"b":2}', end: 19 },
    ];
    for (let cut = 0; cut <= text.length; cut += 1) {
      expect(await linesOf([text.subarray(0, cut), text.subarray(cut)])).toEqual(expected);
    }
  });

  it('count on from where reading stopped', async () => {
    expect(await linesOf(['b\n'], { position: 2, lines: 1 })).toEqual([
      { number: 2, text: 'b', end: 4 },
    ]);
  });

  it('have no text when they are longer than memory should hold', async () => {
    const lines = await linesOf([...Array.from({ length: 9 }, () => 'x'.repeat(1 << 20)), '\nb\n']);

    expect(lines.map((line) => line.text)).toEqual([undefined, 'b']);
  });
});
