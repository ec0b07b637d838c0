import { z } from 'zod';

/** The shape of a page of `item`s that a live feed can be read on from. */
export function pageSchema<Item extends z.ZodType>(item: Item) {
  return z.object({
    items: z.array(item),
    next: z.string().nullable().meta({ description: 'Cursor of the next page; null on the last.' }),
    feed_position: z.string().meta({
      description: 'A live feed read from here on misses nothing that the page does not show.',
      example: '3f2a9c-120',
    }),
  });
}
