import { FILTER_KEYS, type FilterKey } from '../feed.constants.js';
import { FeedFilterError } from '../feed.errors.js';
import { FeedFilter } from './feed-filter.js';

const MOST_VALUES = 100;
const LONGEST = 512;

/** Query parameters as any HTTP framework parses them. */
export type QueryValues = Readonly<Record<string, unknown>>;

/**
 * Reads the filter from a query: keys may repeat and hold comma lists. Keys it does not know are
 * somebody else's.
 * @throws FeedFilterError
 */
export function parseFilter(query: QueryValues): FeedFilter {
  const wanted = new Map<FilterKey, string[]>();
  for (const key of FILTER_KEYS) {
    if (!Object.hasOwn(query, key) || query[key] === undefined) continue;
    wanted.set(key, readValues(key, query[key]));
  }
  return new FeedFilter(wanted);
}

function readValues(key: FilterKey, given: unknown): string[] {
  const texts: unknown[] = Array.isArray(given) ? given : [given];
  const values = texts.flatMap((text) => split(key, text));
  if (values.length === 0) {
    throw new FeedFilterError(key, 'is empty', 'give at least one value or leave it out');
  }
  if (values.length > MOST_VALUES) {
    throw new FeedFilterError(key, `has ${values.length} values`, `give at most ${MOST_VALUES}`);
  }
  const wrong = values.find((value) => value.length > LONGEST || !isPlain(value));
  if (wrong !== undefined) {
    throw new FeedFilterError(
      key,
      'has a value that no record can have',
      `use at most ${LONGEST} characters, none of them a NUL or half a surrogate pair`,
    );
  }
  return values;
}

function split(key: FilterKey, text: unknown): string[] {
  if (typeof text !== 'string') {
    throw new FeedFilterError(key, 'is not text', `write it as ${key}=value or ${key}=a,b`);
  }
  // The id of a record with a composite key is JSON and has commas of its own.
  const parts = /^[[{]/.test(text) ? [text] : text.split(',');
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}

function isPlain(value: string): boolean {
  return !/\p{Surrogate}/u.test(value) && !value.includes('\0');
}
