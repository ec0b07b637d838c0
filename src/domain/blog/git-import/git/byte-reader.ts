import type { Readable } from 'node:stream';

const EMPTY: Buffer = Buffer.alloc(0);

/** Reads a stream of bytes in portions that the reader asks for. */
export class ByteReader {
  private readonly chunks: AsyncIterator<Buffer>;
  private rest = EMPTY;

  constructor(stream: Readable) {
    this.chunks = stream.iterator({ destroyOnReturn: false }) as AsyncIterator<Buffer>;
  }

  /** The bytes before the next `delimiter`, which is consumed; undefined at the end. */
  async readThrough(delimiter: number): Promise<Buffer | undefined> {
    const pieces: Buffer[] = [];
    for (;;) {
      const at = this.rest.indexOf(delimiter);
      if (at >= 0) {
        pieces.push(this.rest.subarray(0, at));
        this.rest = this.rest.subarray(at + 1);
        return Buffer.concat(pieces);
      }
      pieces.push(this.rest);
      if (!(await this.refill())) {
        return undefined;
      }
    }
  }

  /** Exactly `count` bytes; undefined when the stream ends before. */
  async read(count: number): Promise<Buffer | undefined> {
    const pieces: Buffer[] = [];
    let missing = count;
    while (missing > 0) {
      if (this.rest.length === 0 && !(await this.refill())) {
        return undefined;
      }
      const piece = this.rest.subarray(0, missing);
      this.rest = this.rest.subarray(piece.length);
      missing -= piece.length;
      pieces.push(piece);
    }
    return Buffer.concat(pieces);
  }

  private async refill(): Promise<boolean> {
    const { done, value } = await this.chunks.next();
    this.rest = done === true ? EMPTY : value;
    return done !== true;
  }
}
