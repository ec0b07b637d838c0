import { z } from 'zod';
import { personSchema } from '../../../http/records/person.schema.js';

/** A page of people, by handle. */
export const peoplePageSchema = z.object({
  items: z.array(personSchema),
  next: z.string().nullable(),
});
