import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import path from 'node:path';
import { pipeline, type Readable, Transform } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { ArchiveUnreadableError } from './archive.errors.js';

const GZIP = Buffer.from([0x1f, 0x8b]);

/** Something to read an archive from. */
export interface ArchiveSource {
  readonly name: string;
  /** Names the content, whatever the file is called; absent for a stream that cannot be read twice. */
  readonly fingerprint?: string;
  /** Bytes to read in all, compressed as they are; absent when nobody knows. */
  readonly size?: number;
  /** Bytes read so far, compressed as they are. */
  readonly consumed: number;
  /** The text from a byte of it on. */
  read(position: number): Promise<Readable>;
}

/** An archive in a file, compressed or not. */
export class ArchiveFile implements ArchiveSource {
  consumed = 0;

  private constructor(
    private readonly file: string,
    private readonly compressed: boolean,
    readonly size: number,
    readonly fingerprint: string,
  ) {}

  get name(): string {
    return path.basename(this.file);
  }

  /** @throws ArchiveUnreadableError */
  static async open(file: string): Promise<ArchiveFile> {
    try {
      const { size } = await stat(file);
      return new ArchiveFile(file, await isGzip(file), size, await hashOf(file));
    } catch (error) {
      throw new ArchiveUnreadableError(file, error);
    }
  }

  async read(position: number): Promise<Readable> {
    if (!this.compressed) {
      this.consumed = position;
      return counted(createReadStream(this.file, { start: position }), this);
    }
    this.consumed = 0;
    return skipping(unzipped(counted(createReadStream(this.file), this)), position);
  }
}

/** An archive that comes by a pipe: read once, from its beginning. */
export class ArchiveStream implements ArchiveSource {
  readonly name = 'standard input';
  consumed = 0;

  constructor(private readonly stream: Readable) {}

  async read(): Promise<Readable> {
    const raw = counted(this.stream, this);
    const first = await firstChunk(raw);
    return first.subarray(0, GZIP.length).equals(GZIP) ? unzipped(raw) : raw;
  }
}

async function firstChunk(stream: Readable): Promise<Buffer> {
  await new Promise<void>((resolve, reject) => {
    stream.once('readable', resolve).once('end', resolve).once('error', reject);
  });
  const chunk = stream.read() as Buffer | null;
  if (chunk) {
    stream.unshift(chunk);
  }
  return chunk ?? Buffer.alloc(0);
}

async function isGzip(file: string): Promise<boolean> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(GZIP.length), 0, GZIP.length, 0);
    return bytesRead === GZIP.length && buffer.equals(GZIP);
  } finally {
    await handle.close();
  }
}

async function hashOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) {
    hash.update(chunk as Buffer);
  }
  return hash.digest('hex');
}

function counted(stream: Readable, counter: { consumed: number }): Readable {
  return through(
    stream,
    new Transform({
      transform(chunk: Buffer, _encoding, done) {
        counter.consumed += chunk.length;
        done(null, chunk);
      },
    }),
  );
}

function unzipped(stream: Readable): Readable {
  return through(stream, createGunzip());
}

function skipping(stream: Readable, bytes: number): Readable {
  let left = bytes;
  return through(
    stream,
    new Transform({
      transform(chunk: Buffer, _encoding, done) {
        const rest = chunk.subarray(Math.min(left, chunk.length));
        left -= chunk.length - rest.length;
        done(null, rest);
      },
    }),
  );
}

/** Errors arrive at whoever reads the end of the pipe; leaving early closes its beginning. */
function through(stream: Readable, next: Transform): Readable {
  return pipeline(stream, next, () => undefined);
}
