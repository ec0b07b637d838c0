import { z } from 'zod';
import { pageQueryShape } from '../../../http/pagination/page-query.schema.js';
import { pageSchema } from '../../../http/pagination/page.schema.js';
import { text } from '../../../http/schemas/text.schema.js';
import type { IssueComment } from '../entities/issue-comment.entity.js';
import { authorSchema, authorView } from './author.schema.js';

/** What a comment may say. */
export const commentBody = text(1, 50_000)
  .refine((value) => value.trim() !== '', { error: 'must not be blank' })
  .meta({ example: 'Seen it on two tills, @mia.' });

/** Body of `POST /issues/:id/comments`. */
export const addCommentSchema = z
  .strictObject({ body: commentBody })
  .meta({ example: { body: 'Seen it on two tills, @mia.' } });

/** Body of `PATCH /issue-comments/:id`. */
export const editCommentSchema = z
  .strictObject({ body: commentBody })
  .partial()
  .meta({ example: { body: 'Seen it on three tills.' } });

/** Query of `GET /issues/:id/comments`, and of other lists below an issue. */
export const listBelowIssueSchema = z.strictObject(pageQueryShape);

/** A comment on an issue. */
export const issueCommentSchema = z.object({
  id: z.string().meta({ example: '12' }),
  issue_id: z.string().meta({ example: '7' }),
  body: commentBody,
  author: authorSchema,
  version: z.int().meta({ example: 1 }),
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
});

/** A page of comments, oldest first. */
export const issueCommentPageSchema = pageSchema(issueCommentSchema);

export type IssueCommentView = z.output<typeof issueCommentSchema>;

/** Needs `author` loaded. */
export function issueCommentView(comment: IssueComment): IssueCommentView {
  return {
    id: comment.id,
    issue_id: comment.issueId,
    body: comment.body,
    author: authorView(comment),
    version: comment.version,
    created_at: comment.createdAt.toISOString(),
    updated_at: comment.updatedAt.toISOString(),
  };
}
