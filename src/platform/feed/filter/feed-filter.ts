import type { FilterKey } from '../feed.constants.js';
import type { FeedItem } from '../interfaces/feed-item.interface.js';

/** What one client asked for: AND across keys, OR inside one, a trailing `*` for a prefix. */
export class FeedFilter {
  /** Equal filters share a key, so that they are evaluated once. */
  readonly key: string;
  private readonly tests: readonly ((item: FeedItem) => boolean)[];

  constructor(private readonly wanted: ReadonlyMap<FilterKey, readonly string[]>) {
    const sorted = [...wanted]
      .map(([key, values]): [FilterKey, string[]] => [key, [...new Set(values)].sort()])
      .sort(([a], [b]) => (a < b ? -1 : 1));
    this.key = JSON.stringify(sorted);
    this.tests = sorted.map(([key, values]) => compile(READ[key], values));
  }

  /** Whether it lets everything through. */
  get open(): boolean {
    return this.tests.length === 0;
  }

  matches(item: FeedItem): boolean {
    return this.tests.every((test) => test(item));
  }

  /** The key's values when none of them is a prefix, for indexes and SQL. */
  exact(key: FilterKey): readonly string[] | undefined {
    const values = this.wanted.get(key);
    return values?.some((value) => value.endsWith('*')) ? undefined : values;
  }
}

const READ: Readonly<Record<FilterKey, (item: FeedItem) => string | null>> = {
  item_type: (item) => item.itemType,
  item_id: (item) => item.itemId,
  event: (item) => item.event,
  actor: (item) => item.actor,
  correlation_id: (item) => item.correlationId,
  aggregate_type: (item) => item.aggregateType,
  aggregate_id: (item) => item.aggregateId,
};

function compile(
  read: (item: FeedItem) => string | null,
  values: readonly string[],
): (item: FeedItem) => boolean {
  const exact = new Set(values.filter((value) => !value.endsWith('*')));
  const prefixes = values.filter((value) => value.endsWith('*')).map((value) => value.slice(0, -1));
  return (item) => {
    const value = read(item);
    if (value === null) return false;
    return exact.has(value) || prefixes.some((prefix) => value.startsWith(prefix));
  };
}
