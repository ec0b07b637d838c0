import { InvalidEventQueryError } from '../events.errors.js';
import { isoTime } from '../utils/iso-time.util.js';

/** A place in the feed, which is ordered by time and, within a microsecond, by id. */
export interface FeedPlace {
  readonly occurredAt: string;
  readonly id: string;
}

const ID = /^\d{1,18}$/;

export function encodeFeedCursor({ occurredAt, id }: FeedPlace): string {
  return Buffer.from(`${occurredAt}~${id}`).toString('base64url');
}

/** @throws InvalidEventQueryError */
export function decodeFeedCursor(cursor: string): FeedPlace {
  const [occurredAt, id = '', ...rest] = Buffer.from(cursor, 'base64url').toString().split('~');
  const time = isoTime(occurredAt);
  if (time === undefined || !ID.test(id) || rest.length > 0) {
    throw new InvalidEventQueryError(
      'before',
      'is not a cursor of this feed',
      'Send the `next` of the page before, or leave `before` out.',
    );
  }
  return { occurredAt: time, id };
}
