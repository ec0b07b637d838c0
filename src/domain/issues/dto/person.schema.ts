import { z } from 'zod';
import type { Person } from '../interfaces/person.interface.js';

/** A user as issues show them. */
export const personSchema = z.object({
  id: z.string().meta({ example: '2' }),
  name: z.string().meta({ example: 'alice' }),
  display_name: z.string().meta({ example: 'Alice Adams' }),
});

/** Whoever wrote something; without an id when they have no account here. */
export const authorSchema = personSchema.extend({ id: z.string().nullable() });

export function personView(person: Person): z.output<typeof personSchema> {
  return { id: person.id, name: person.name, display_name: person.displayName };
}

/** Needs `author` loaded. */
export function authorView(written: {
  readonly author: Person | null;
  readonly authorName: string;
}): z.output<typeof authorSchema> {
  const { author, authorName } = written;
  return author ? personView(author) : { id: null, name: authorName, display_name: authorName };
}
