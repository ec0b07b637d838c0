import { isUtf8 } from 'node:buffer';

/** Stands before text whose bytes were no UTF-8: what follows is one character per byte. */
const NOT_UTF8 = '\uFFFD';

/**
 * Any bytes as text that PostgreSQL can store, without loss: `bytesOf` gives the same bytes back.
 * UTF-8 stays as it is. Everything else (and the rare text that begins with the mark itself) is read
 * as Latin-1 behind a `U+FFFD`, so that no two byte strings ever become the same text: a commit that
 * only turns Latin-1 into UTF-8 is a change here too.
 */
export function textOf(bytes: Buffer): string {
  const text = isUtf8(bytes) ? bytes.toString('utf8') : undefined;
  return text === undefined || text.startsWith(NOT_UTF8)
    ? NOT_UTF8 + bytes.toString('latin1')
    : text;
}

/** The bytes that became this text. */
export function bytesOf(text: string): Buffer {
  return text.startsWith(NOT_UTF8)
    ? Buffer.from(text.slice(NOT_UTF8.length), 'latin1')
    : Buffer.from(text, 'utf8');
}
