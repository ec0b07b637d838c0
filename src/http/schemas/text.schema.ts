import { z } from 'zod';

/** What PostgreSQL cannot store, or would store as something else: NUL and lone surrogates. */
const UNSTORABLE = /[\0\p{Surrogate}]/u;

/** Text that is stored exactly as it came, of `least` to `most` UTF-16 units. */
export function text(least: number, most: number) {
  return z
    .string()
    .min(least)
    .max(most)
    .refine((value) => !UNSTORABLE.test(value), {
      error: 'must not contain NUL or half of a surrogate pair',
    });
}
