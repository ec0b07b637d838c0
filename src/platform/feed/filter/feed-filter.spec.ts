import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FILTER_KEYS, type FilterKey } from '../feed.constants.js';
import { FeedFilterError } from '../feed.errors.js';
import type { FeedItem } from '../interfaces/feed-item.interface.js';
import { parseFilter } from './parse-filter.js';

const item = (changes: Partial<FeedItem> = {}): FeedItem => ({
  position: 1,
  kind: 'version',
  refId: '1',
  itemType: 'Post',
  itemId: '7',
  event: 'update',
  actor: 'alice',
  actorType: 'user',
  source: 'application',
  correlationId: 'c-1',
  causationId: null,
  aggregateType: null,
  aggregateId: null,
  ...changes,
});

const READ: Record<FilterKey, (of: FeedItem) => string | null> = {
  item_type: (of) => of.itemType,
  item_id: (of) => of.itemId,
  event: (of) => of.event,
  actor: (of) => of.actor,
  correlation_id: (of) => of.correlationId,
  aggregate_type: (of) => of.aggregateType,
  aggregate_id: (of) => of.aggregateId,
};

const word = fc.string({ unit: fc.constantFrom('a', 'b', ':', '.'), minLength: 1, maxLength: 3 });
const wanted = fc.oneof(
  word,
  word.map((text) => `${text}*`),
);
const query = fc.dictionary(
  fc.constantFrom(...FILTER_KEYS),
  fc.array(wanted, { minLength: 1, maxLength: 3 }),
);
const items = fc.record({
  itemType: word,
  itemId: word,
  event: word,
  actor: fc.option(word),
  correlationId: fc.option(word),
  aggregateType: fc.option(word),
  aggregateId: fc.option(word),
});

describe('a feed filter', () => {
  it('is AND across keys, OR inside one, * for a prefix, and never lets null through', () => {
    fc.assert(
      fc.property(query, items, (given, values) => {
        const one = item(values);
        const expected = Object.entries(given).every(([key, options]) => {
          const value = READ[key as FilterKey](one);
          if (value === null) return false;
          return options.some((option) =>
            option.endsWith('*') ? value.startsWith(option.slice(0, -1)) : value === option,
          );
        });
        expect(parseFilter(given).matches(one)).toBe(expected);
      }),
    );
  });

  it('means the same however it is written, and says so by its key', () => {
    const [list, repeated] = [
      { event: 'a,b', actor: 'x' },
      { actor: 'x', event: ['b', 'a', 'a'] },
    ];
    expect(parseFilter(list).key).toBe(parseFilter(repeated).key);
    expect(parseFilter({}).open).toBe(true);
  });

  it('takes the JSON of a composite id as one value', () => {
    const filter = parseFilter({ item_id: '{"a":1,"b":2}' });
    expect(filter.matches(item({ itemId: '{"a":1,"b":2}' }))).toBe(true);
  });

  it('ignores what only looks like a key', () => {
    const hostile = JSON.parse('{"__proto__": {"event": "x"}, "constructor": "x"}') as object;
    expect(parseFilter(hostile as Record<string, unknown>).open).toBe(true);
  });

  it.each([
    { event: '' },
    { event: ',,' },
    { event: { a: 'b' } },
    { event: 'a\0' },
    { event: '\ud800' },
  ])('refuses %j with the field and what to do', (given) => {
    expect(() => parseFilter(given)).toThrow(FeedFilterError);
  });
});
