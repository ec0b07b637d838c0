import { z } from 'zod';
import type { Person } from './person.interface.js';

/** A user as the records that name one show them. */
export const personSchema = z.object({
  id: z.string().meta({ example: '2' }),
  name: z.string().meta({ example: 'alice' }),
  display_name: z.string().meta({ example: 'Alice Adams' }),
});

export function personView(person: Person): z.output<typeof personSchema> {
  return { id: person.id, name: person.name, display_name: person.displayName };
}
