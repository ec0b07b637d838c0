/** Somebody is to be told again of a change that they do not follow. */
export class NotFollowedError extends Error {
  readonly code = 'CAPTURE_NOT_FOLLOWED_CONFLICT';
  readonly remedy = 'Name a subscriber among the `deliveries` of a change like this one.';

  constructor(subscriber: string, version: string) {
    super(
      `"${subscriber}" follows no changes like ${version}, so there is nothing to replay for it.`,
    );
    this.name = 'NotFollowedError';
  }
}
