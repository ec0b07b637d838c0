import type { SyncDialect } from '../interfaces/sync-module-options.interface.js';
import type { Original } from '../records/record-mappings.js';

/** Which record is meant, in words that both sides understand. */
export type RecordQuestion = { readonly name: string } & (
  { readonly id: string } | { readonly original: Original }
);

/** The question as the query of a pull, whose `from_id` it lacks: who does not know it answers 409. */
export function writeQuestion(
  name: string,
  dialect: SyncDialect,
  id: string,
  { origin, originalId }: Original,
): string {
  const query = new URLSearchParams(
    dialect === 'mapping'
      ? { record: name, origin, original_id: originalId }
      : { record: name, id },
  );
  return `?${query.toString()}`;
}

/** Undefined when it is no such question. */
export function readQuestion(query: URLSearchParams): RecordQuestion | undefined {
  const name = query.get('record');
  const [id, origin, originalId] = ['id', 'origin', 'original_id'].map((key) => query.get(key));
  if (name === null) return undefined;
  if (origin && originalId) return { name, original: { origin, originalId } };
  return id ? { name, id } : undefined;
}
