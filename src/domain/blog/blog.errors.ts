/** Anything the blog refuses. */
export abstract class BlogError extends Error {
  abstract readonly code: string;

  constructor(message: string) {
    super(message);
    this.name = new.target.name;
  }
}

/** No such post; also for ids that can be no post's. */
export class PostNotFoundError extends BlogError {
  readonly code = 'BLOG_POST_NOT_FOUND';

  constructor(id: string) {
    super(`There is no post ${shown(id)}. See GET /posts for those there are.`);
  }
}

/** No such comment; also for ids that can be no comment's. */
export class CommentNotFoundError extends BlogError {
  readonly code = 'BLOG_COMMENT_NOT_FOUND';

  constructor(id: string) {
    super(`There is no comment ${shown(id)}. See GET /posts/:id/comments for those there are.`);
  }
}

/** There is nothing to restore: the record lives and was never destroyed. */
export class NeverDestroyedError extends BlogError {
  readonly code = 'BLOG_NEVER_DESTROYED_CONFLICT';

  constructor(itemType: string, id: string) {
    super(`${itemType} ${shown(id)} was never destroyed. Revert one of its versions instead.`);
  }
}

function shown(id: string): string {
  return /^\d{1,40}$/.test(id) ? id : 'with this id';
}
