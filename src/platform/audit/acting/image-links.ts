import { exactDigits, type ExactImage } from '../reading/exact-json.js';
import type { ForeignKey } from './foreign-keys.js';

/** What a foreign key of the row points to, as one string; undefined when part of it is null. */
export function pointsTo(image: ExactImage, key: ForeignKey): string | undefined {
  return joined(image, key.columns);
}

/** What a foreign key points to when it points to this row. */
export function pointedAt(image: ExactImage, key: ForeignKey): string | undefined {
  return joined(image, key.referencedColumns);
}

function joined(image: ExactImage, columns: readonly string[]): string | undefined {
  const values = columns.map((name) => image[name] ?? null);
  // A number and its digits as text are one: a foreign key may be of a wider type.
  const texts = values.map((value) =>
    typeof value === 'string' ? (exactDigits(value) ?? value) : JSON.stringify(value),
  );
  return values.includes(null) ? undefined : JSON.stringify(texts);
}
