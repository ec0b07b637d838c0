import { z } from 'zod';
import { pageQueryShape } from '../../../http/pagination/page-query.schema.js';
import { pageSchema } from '../../../http/pagination/page.schema.js';
import { text } from '../../../http/schemas/text.schema.js';
import type { Comment } from '../entities/comment.entity.js';
import { personSchema, personView } from '../../../http/records/person.schema.js';

const body = text(1, 20_000)
  .refine((value) => value.trim() !== '', { error: 'must not be blank' })
  .meta({ example: 'Which trigger does that?' });

/** Body of `POST /posts/:id/comments`. */
export const createCommentSchema = z
  .strictObject({ body })
  .meta({ example: { body: 'Which trigger does that?' } });

/** Body of `PATCH /comments/:id`. */
export const updateCommentSchema = z
  .strictObject({ body })
  .partial()
  .meta({ example: { body: 'Which of the triggers does that?' } });

/** Query of `GET /posts/:id/comments`. */
export const listCommentsSchema = z.strictObject(pageQueryShape);

/** A comment. */
export const commentSchema = z.object({
  id: z.string().meta({ example: '12' }),
  post_id: z.string().meta({ example: '7' }),
  body,
  commenter: personSchema,
  version: z.int().meta({ example: 1 }),
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
});

/** A page of comments, oldest first. */
export const commentPageSchema = pageSchema(commentSchema);

/** A comment as HTTP shows it; needs `commenter` loaded. */
export function commentView(comment: Comment): z.output<typeof commentSchema> {
  return {
    id: comment.id,
    post_id: comment.postId,
    body: comment.body,
    commenter: personView(comment.commenter),
    version: comment.version,
    created_at: comment.createdAt.toISOString(),
    updated_at: comment.updatedAt.toISOString(),
  };
}
