import type { TextPart } from './diff-text.js';

/** A line of a line-wise diff, or a stretch of unchanged lines left out. */
export type DiffLine =
  | { kind: TextPart['kind']; text: string; number: number }
  | { kind: 'skipped'; count: number; number: number };

const CONTEXT = 3;

/** Keeps three unchanged lines around each change, and counts the others. */
export function toLines(parts: TextPart[]): DiffLine[] {
  const lines: DiffLine[] = [];
  let number = 0;
  for (const [index, part] of parts.entries()) {
    const texts = part.text.replace(/\n$/, '').split('\n');
    const own = texts.map((text) => ({ kind: part.kind, text, number: (number += 1) }));
    if (part.kind !== 'same') {
      lines.push(...own);
      continue;
    }
    const head = index === 0 ? 0 : CONTEXT;
    const tail = index === parts.length - 1 ? 0 : CONTEXT;
    const skipped = own.length - head - tail;
    if (skipped <= 1) {
      lines.push(...own);
      continue;
    }
    lines.push(...own.slice(0, head));
    lines.push({ kind: 'skipped', count: skipped, number: own[head]?.number ?? number });
    lines.push(...own.slice(own.length - tail));
  }
  return lines;
}
