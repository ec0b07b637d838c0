/** A place in the feed as the server writes it: `<epoch>-<position>`. */
export type FeedCursor = string;

function split(cursor: FeedCursor): { epoch: string; position: bigint } {
  const dash = cursor.lastIndexOf('-');
  return { epoch: cursor.slice(0, dash), position: BigInt(cursor.slice(dash + 1)) };
}

/** Whether the text can be used as a cursor at all. */
export function isFeedCursor(text: string | undefined | null): text is FeedCursor {
  return typeof text === 'string' && /^[^\s]*-?\d+$/.test(text) && text.includes('-');
}

/** Positions of two epochs cannot be compared: the feed was begun anew in between. */
export function isSameEpoch(left: FeedCursor, right: FeedCursor): boolean {
  return split(left).epoch === split(right).epoch;
}

/** Whether `left` lies behind `right`, that is, closer to now, within one epoch. */
export function isAfter(left: FeedCursor, right: FeedCursor): boolean {
  return split(left).position > split(right).position;
}

/** The cursor of an entry in the epoch of another cursor. */
export function cursorAt(position: string, epochOf: FeedCursor): FeedCursor {
  return `${split(epochOf).epoch}-${position}`;
}

/** A position sent with or without its epoch, as a cursor. */
export function toCursor(position: string, epoch: string): FeedCursor {
  return position.includes('-') ? position : `${epoch}-${position}`;
}

/** How many positions lie between a place and a goal of the same epoch; 0 when passed. */
export function remaining(cursor: FeedCursor, goal: FeedCursor): number {
  if (!isSameEpoch(cursor, goal)) return 0;
  return Math.max(0, Number(split(goal).position - split(cursor).position));
}
