/** What a commit says about itself. */
export interface Commit {
  readonly sha: string;
  /** `Name <email>`, as it was written. */
  readonly author: string;
  /** When its author made it (ISO 8601). */
  readonly authoredAt: string;
  readonly message: string;
}

const LONGEST_AUTHOR = 200;
const LONGEST_MESSAGE = 10_000;
/** PostgreSQL and ISO 8601 agree on four-digit years; git accepts any number of seconds. */
const LAST_SECOND = Date.UTC(9999, 11, 31) / 1000;
const SIGNATURE = /^(.*?) ?(-?\d+) [+-]\d+$/s;
const HALF_CHARACTER = /\p{Surrogate}$/u;
const CONTROL = /\p{Cc}+/gu;

/** Reads a commit object. Crooked ones, as hand-made histories hold them, are read as far as they go. */
export function parseCommit(sha: string, object: Buffer): Commit {
  const blank = object.indexOf('\n\n');
  const head = blank < 0 ? object : object.subarray(0, blank);
  const body = blank < 0 ? Buffer.alloc(0) : object.subarray(blank + 2);
  const headers = head.toString('latin1').split('\n');
  const encoding = valueOf(headers, 'encoding') ?? 'utf-8';
  const words = (raw: string) => decode(Buffer.from(raw, 'latin1'), encoding);
  const [author, seconds] = signature(valueOf(headers, 'author'));
  const [, committed] = signature(valueOf(headers, 'committer'));
  const when = [seconds, committed].find((time) => time >= 0 && time <= LAST_SECOND) ?? 0;
  return {
    sha,
    author: shorten(words(author).replaceAll(CONTROL, ' ').trim(), LONGEST_AUTHOR) || 'unknown',
    authoredAt: new Date(when * 1000).toISOString(),
    message: shorten(decode(body, encoding).replaceAll('\0', '\uFFFD').trim(), LONGEST_MESSAGE),
  };
}

function valueOf(headers: readonly string[], name: string): string | undefined {
  return headers.find((line) => line.startsWith(`${name} `))?.slice(name.length + 1);
}

function signature(value: string | undefined): [who: string, seconds: number] {
  const found = value === undefined ? null : SIGNATURE.exec(value);
  return found ? [found[1]!, Number(found[2])] : [value ?? '', Number.NaN];
}

/** In the encoding that the commit names; where that is wrong or unknown, byte by byte. */
function decode(bytes: Buffer, encoding: string): string {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return bytes.toString('latin1');
  }
}

function shorten(text: string, longest: number): string {
  return text.length <= longest ? text : `${text.slice(0, longest).replace(HALF_CHARACTER, '')}…`;
}
