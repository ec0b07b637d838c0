import type { z } from 'zod';
import type { Person } from '../../../http/records/person.interface.js';
import { personSchema, personView } from '../../../http/records/person.schema.js';

/** Whoever wrote something; without an id when they have no account here. */
export const authorSchema = personSchema.extend({ id: personSchema.shape.id.nullable() });

/** Needs `author` loaded. */
export function authorView(written: {
  readonly author: Person | null;
  readonly authorName: string;
}): z.output<typeof authorSchema> {
  const { author, authorName } = written;
  return author ? personView(author) : { id: null, name: authorName, display_name: authorName };
}
