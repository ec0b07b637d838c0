import { text } from './text.schema.js';

const CONTROL = /\p{Cc}/u;

/** One line of text with something to see in it: no control characters, no blank edges. */
export function line(most: number) {
  return text(1, most)
    .refine((value) => !CONTROL.test(value), { error: 'must not contain control characters' })
    .refine((value) => value.trim() === value, {
      error: 'must not begin or end with white space',
    });
}
