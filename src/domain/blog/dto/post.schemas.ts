import { z } from 'zod';
import { pageQueryShape } from '../../../http/pagination/page-query.schema.js';
import { pageSchema } from '../../../http/pagination/page.schema.js';
import { line } from '../../../http/schemas/line.schema.js';
import { text } from '../../../http/schemas/text.schema.js';
import { POST_STATUSES } from '../interfaces/post-status.interface.js';
import { personSchema } from '../../../http/records/person.schema.js';

const LONGEST_BODY = 200_000;
const MOST_TAGS = 20;

const title = line(300).meta({ example: 'Why we keep history' });
const body = text(0, LONGEST_BODY).meta({ example: 'Because people ask what happened.' });
const status = z.enum(POST_STATUSES).meta({ example: 'published' });
const tag = line(50)
  .refine((name) => name === name.toLowerCase(), { error: 'must be lower case' })
  .meta({ example: 'history' });
const tags = z
  .array(tag)
  .max(MOST_TAGS)
  .refine((names) => new Set(names).size === names.length, { error: 'must not name a tag twice' });

/** Body of `POST /posts`. */
export const createPostSchema = z
  .strictObject({ title, body, status: status.default('draft'), tags: tags.default([]) })
  .meta({
    example: {
      title: 'Why we keep history',
      body: 'Because people ask what happened.',
      status: 'published',
      tags: ['history'],
    },
  });

/** Body of `PATCH /posts/:id`: what is left out stays, `tags` replaces all of them. */
export const updatePostSchema = z
  .strictObject({ title, body, status, tags })
  .partial()
  .meta({ example: { title: 'Why we keep all history' } });

/** Query of `GET /posts`. */
export const listPostsSchema = z.strictObject({
  ...pageQueryShape,
  status: status.optional(),
  author: text(1, 63).optional().meta({ description: 'Handle of the author.' }),
  tag: text(1, 50).optional().meta({ description: 'Name of a tag.' }),
  q: text(1, 200).optional().meta({ description: 'Part of the title, in any case.' }),
});

const shared = {
  id: z.string().meta({ example: '7' }),
  title: z.string().meta({ example: 'Why we keep history' }),
  status,
  author: personSchema,
  tags: z.array(z.string()).meta({ example: ['history'] }),
  version: z.int().meta({ description: 'The number in the ETag.', example: 3 }),
  created_at: z.iso.datetime().meta({ example: '2026-11-21T18:00:00.000Z' }),
  updated_at: z.iso.datetime().meta({ example: '2026-11-21T18:05:00.000Z' }),
};

/** A post. */
export const postSchema = z.object({ ...shared, body: z.string() });

/** A post in a list: the beginning of its body, and how much was said about it. */
export const postItemSchema = z.object({
  ...shared,
  excerpt: z.string().meta({ description: 'The first 280 characters of the body.' }),
  comment_count: z.int().meta({ example: 2 }),
});

/** A page of posts, newest first. */
export const postPageSchema = pageSchema(postItemSchema);
