import type { TextPart } from './diff-text.js';

const LONGEST = 240;
const KEPT = 90;

/** Leaves out the middle of long unchanged stretches of prose. */
export function shortenSame(parts: TextPart[]): TextPart[] {
  return parts.map((part, index) => {
    if (part.kind !== 'same' || part.text.length <= LONGEST) return part;
    const head = index === 0 ? '' : part.text.slice(0, KEPT);
    const tail = index === parts.length - 1 ? '' : part.text.slice(-KEPT);
    return { kind: 'same', text: `${head} … ${tail}` };
  });
}
