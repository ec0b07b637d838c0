/** Bytes for many clients: as they are, and wrapped as one HTTP/1.1 chunk, each made once. */
export class FeedChunk {
  private wrapped?: Buffer;

  constructor(readonly bytes: Buffer) {}

  get chunked(): Buffer {
    this.wrapped ??= Buffer.concat([
      Buffer.from(`${this.bytes.length.toString(16)}\r\n`),
      this.bytes,
      Buffer.from('\r\n'),
    ]);
    return this.wrapped;
  }
}
