import { ExactNumber } from '../api/exact-number.js';

/** How a column's value is shown: as one short piece, or as a text of its own. */
export type ShownValue =
  | { kind: 'nothing'; text: string }
  | { kind: 'redacted'; text: string }
  | { kind: 'short'; text: string }
  | { kind: 'long'; text: string };

const SHORT = 72;

export function showValue(value: unknown): ShownValue {
  if (value === null || value === undefined) return { kind: 'nothing', text: 'empty' };
  if (typeof value === 'string') return showText(value);
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint') {
    return { kind: 'short', text: String(value) };
  }
  if (value instanceof ExactNumber) return { kind: 'short', text: value.source };
  if (isJsonNull(value)) return { kind: 'nothing', text: 'JSON null' };
  const flat = JSON.stringify(value);
  if (flat.length <= SHORT) return { kind: 'short', text: flat };
  return { kind: 'long', text: JSON.stringify(value, null, 2) };
}

/** A json column's own null, which the server tells apart from SQL's. */
function isJsonNull(value: object): boolean {
  return '$json' in value && value.$json === null && Object.keys(value).length === 1;
}

const SHORT_PAIR = 64;

/** Whether old and new fit beside each other; longer ones are shown with their differences inside. */
export function isShortPair(before: unknown, after: unknown): boolean {
  const sides = [showValue(before), showValue(after)];
  const length = sides.reduce((sum, side) => sum + side.text.length, 0);
  return length <= SHORT_PAIR && sides.every((side) => side.kind !== 'long');
}

function showText(text: string): ShownValue {
  if (/^redacted:[0-9a-f]{16}$/.test(text)) return { kind: 'redacted', text: text.slice(9, 15) };
  if (text === '') return { kind: 'nothing', text: 'empty text' };
  const short = text.length <= SHORT && !text.includes('\n');
  return { kind: short ? 'short' : 'long', text };
}
