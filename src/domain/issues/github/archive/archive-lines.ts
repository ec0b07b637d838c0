import type { Readable } from 'node:stream';

/** Longer lines are not kept; events of GitHub are far shorter. */
const LONGEST_LINE = 8 * 1024 * 1024;
const NEWLINE = 0x0a;

/** One line of an archive. */
export interface ArchiveLine {
  /** From 1. */
  readonly number: number;
  /** Undefined when the line is longer than anybody needs. */
  readonly text: string | undefined;
  /** The byte after the line's end, in the archive's text. */
  readonly end: number;
}

/**
 * Cuts a stream into lines, holding no more than one of them. A last line may lack its line break.
 * @param from where the stream begins in the archive
 */
export async function* archiveLines(
  stream: Readable,
  from: { readonly position: number; readonly lines: number },
): AsyncGenerator<ArchiveLine> {
  const line = new GrowingLine();
  let { position, lines } = from;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    let start = 0;
    for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, start)) {
      line.add(chunk.subarray(start, at));
      lines += 1;
      yield { number: lines, text: line.take(), end: position + at + 1 };
      start = at + 1;
    }
    line.add(chunk.subarray(start));
    position += chunk.length;
  }
  if (!line.isEmpty) {
    yield { number: lines + 1, text: line.take(), end: position };
  }
}

class GrowingLine {
  private parts: Buffer[] = [];
  private size = 0;

  get isEmpty(): boolean {
    return this.size === 0;
  }

  add(part: Buffer): void {
    this.size += part.length;
    if (this.size > LONGEST_LINE) {
      this.parts = [];
    } else {
      this.parts.push(part);
    }
  }

  take(): string | undefined {
    const text =
      this.size > LONGEST_LINE ? undefined : Buffer.concat(this.parts, this.size).toString('utf8');
    this.parts = [];
    this.size = 0;
    return text;
  }
}
