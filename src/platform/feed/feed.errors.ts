/** Base of everything the feed module throws. @publicApi */
export abstract class FeedError extends Error {
  abstract readonly code: string;
}

/** A filter in the query string cannot be used. @publicApi */
export class FeedFilterError extends FeedError {
  readonly code = 'FEED_FILTER_INVALID';

  constructor(
    readonly field: string,
    readonly problem: string,
    readonly remedy: string,
  ) {
    super(`the feed filter "${field}" ${problem}; ${remedy}`);
  }
}

/** The feed cannot be read right now. @publicApi */
export class FeedUnavailableError extends FeedError {
  readonly code = 'FEED_UNAVAILABLE';

  constructor(cause?: unknown) {
    super('the feed is not being read from the database yet; try again in a moment', { cause });
  }
}

/** The access policy gave no answer about an entry. @publicApi */
export class FeedPolicyError extends FeedError {
  readonly code = 'FEED_POLICY_FAILED';

  constructor(position: number, cause: unknown) {
    super(`the access policy failed on feed entry ${position}; nobody it decides for is sent it`, {
      cause,
    });
  }
}
