import { z } from 'zod';
import { decimal } from '../../../http/schemas/decimal.schema.js';

/** What one of something costs; a product's is never negative, an item's is for a discount. */
export const productPrice = decimal({ digits: 10, decimals: 4, sign: 'zero-or-more' }).meta({
  example: '12.50',
});
export const itemPrice = decimal({ digits: 10, decimals: 4 }).meta({ example: '12.50' });

/** How many of them. */
export const quantity = decimal({ digits: 8, decimals: 4, sign: 'more-than-zero' }).meta({
  example: '3',
});

/** ISO 4217. */
export const currency = z
  .string()
  .regex(/^[A-Z]{3}$/, 'must be three capital letters, like EUR')
  .meta({ example: 'EUR' });

/** An amount as it is answered: every decimal that the database keeps. */
export function amount(example: string) {
  return z.string().meta({ description: 'A decimal as text; not a float.', example });
}
