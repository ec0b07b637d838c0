import { FeedFilterError } from '../feed.errors.js';

/** Reads a whole number from a query value; absent gives the fallback. @throws FeedFilterError */
export function wholeNumber(
  field: string,
  given: unknown,
  { fallback, least, most }: { fallback: number; least: number; most: number },
): number {
  if (given === undefined) return fallback;
  const value = typeof given === 'string' && /^\d{1,9}$/.test(given) ? Number(given) : Number.NaN;
  if (value >= least && value <= most) return value;
  throw new FeedFilterError(
    field,
    'is not a number in range',
    `use a whole number from ${least} to ${most}`,
  );
}
