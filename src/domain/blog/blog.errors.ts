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

/** Somebody else's words, and the caller is no operator. */
export class NotYoursError extends BlogError {
  readonly code = 'BLOG_EDIT_FORBIDDEN';

  constructor(what: string) {
    super(`This ${what} is somebody else’s. Its author and operators can change it.`);
  }
}

/** The record changed since the caller read it. */
export class StaleVersionError extends BlogError {
  readonly code = 'BLOG_VERSION_STALE';

  constructor(given: string, current: number) {
    super(
      `It was changed meanwhile: If-Match says ${given.slice(0, 80)}, its ETag is "${current}". ` +
        'Read it again, then send the change with the new ETag.',
    );
  }
}

/** There is nothing to restore: the record lives and was never destroyed. */
export class NeverDestroyedError extends BlogError {
  readonly code = 'BLOG_NEVER_DESTROYED_CONFLICT';

  constructor(itemType: string, id: string) {
    super(`${itemType} ${shown(id)} was never destroyed. Revert one of its versions instead.`);
  }
}

/** The If-Match header is no list of ETags. */
export class InvalidIfMatchError extends BlogError {
  readonly code = 'BLOG_IF_MATCH_INVALID';
  readonly field = 'If-Match';
  readonly remedy = 'Send the ETag header of the record as it came, for example "3".';

  constructor() {
    super('If-Match is not a list of ETags. Send the ETag header as it came, for example "3".');
  }
}

function shown(id: string): string {
  return /^\d{1,40}$/.test(id) ? id : 'with this id';
}
