import type { z } from 'zod';
import type { Post } from '../entities/post.entity.js';
import { personView } from '../../../http/records/person.schema.js';
import type { postItemSchema, postPageSchema, postSchema } from './post.schemas.js';

/** A post as HTTP shows it. */
export type PostView = z.output<typeof postSchema>;

/** A post as a list shows it. */
export type PostItemView = z.output<typeof postItemSchema>;

/** A page of posts. */
export type PostPageView = z.output<typeof postPageSchema>;

/** Needs `author` and `tags` loaded. */
export function postView(post: Post): PostView {
  const tags = post.tags.map((tag) => tag.name).toSorted();
  return { ...sharedView(post, tags), body: post.body };
}

/** A post that was listed with only the beginning of its body. */
export function postItemView(listed: {
  readonly post: Post;
  readonly excerpt: string;
  readonly tags: readonly string[];
  readonly commentCount: number;
}): PostItemView {
  const { post, tags, excerpt, commentCount } = listed;
  return { ...sharedView(post, tags), excerpt, comment_count: commentCount };
}

function sharedView(post: Post, tags: readonly string[]) {
  return {
    id: post.id,
    title: post.title,
    status: post.status,
    author: personView(post.author),
    tags: [...tags],
    version: post.version,
    created_at: post.createdAt.toISOString(),
    updated_at: post.updatedAt.toISOString(),
  };
}
