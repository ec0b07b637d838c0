/** A place in one feed: the epoch names the feed, the position the last entry seen. */
export interface FeedCursor {
  readonly epoch: string;
  readonly position: number;
}

const SHAPE = /^([0-9a-z]{1,32})-(\d{1,16})$/;

/** Reads `<epoch>-<position>`; undefined for anything else. */
export function parseCursor(text: string): FeedCursor | undefined {
  const [, epoch, digits] = SHAPE.exec(text) ?? [];
  const position = Number(digits);
  if (epoch === undefined || !Number.isSafeInteger(position)) return undefined;
  return { epoch, position };
}

/** Writes `<epoch>-<position>`. */
export function formatCursor(epoch: string, position: number): string {
  return `${epoch}-${position}`;
}
