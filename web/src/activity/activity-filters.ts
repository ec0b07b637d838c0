import type { ActivityRow } from './activity-row.js';

/** What the list can be narrowed by; several values of one key are alternatives. */
export const filterKeys = ['type', 'item', 'event', 'actor', 'source', 'corr'] as const;

export type FilterKey = (typeof filterKeys)[number];
export type ActivityFilters = Partial<Record<FilterKey, string[]>>;

const parameters: Record<FilterKey, string> = {
  type: 'item_type',
  item: 'item_id',
  event: 'event',
  actor: 'whodunnit',
  source: 'source',
  corr: 'correlation_id',
};

const fields: Record<FilterKey, (row: ActivityRow) => string | null> = {
  type: (row) => row.itemType,
  item: (row) => row.itemId,
  event: (row) => row.event,
  actor: (row) => row.actor,
  source: (row) => row.source,
  corr: (row) => row.correlationId,
};

/** Whether a row that arrives belongs to the list that the server was asked for. */
export function matchesFilters(row: ActivityRow, filters: ActivityFilters): boolean {
  return filterKeys.every((key) => {
    const wanted = filters[key];
    if (wanted === undefined || wanted.length === 0) return true;
    return wanted.includes(fields[key](row) ?? '');
  });
}

/** The same narrowing as the query of `GET /audit/versions`. */
export function toVersionQuery(filters: ActivityFilters): URLSearchParams {
  const query = new URLSearchParams();
  for (const key of filterKeys) {
    const wanted = filters[key];
    if (wanted !== undefined && wanted.length > 0) query.set(parameters[key], wanted.join(','));
  }
  return query;
}

/** The filters with one value more, or the same when it is there already. */
export function withFilter(
  filters: ActivityFilters,
  key: FilterKey,
  value: string,
): ActivityFilters {
  const wanted = filters[key] ?? [];
  return wanted.includes(value) ? filters : { ...filters, [key]: [...wanted, value] };
}

export function withoutFilter(
  filters: ActivityFilters,
  key: FilterKey,
  value: string,
): ActivityFilters {
  const left = (filters[key] ?? []).filter((item) => item !== value);
  return { ...filters, [key]: left.length > 0 ? left : undefined };
}

/** Reads `actor:alice type:Post`; words without a key are left out. */
export function parseQualifiers(text: string): [FilterKey, string][] {
  const found: [FilterKey, string][] = [];
  for (const [, key = '', quoted, plain] of text.matchAll(/(\w+):(?:"([^"]*)"|(\S+))/g)) {
    const value = quoted ?? plain ?? '';
    if (isFilterKey(key) && value !== '') found.push([key, value]);
  }
  return found;
}

function isFilterKey(key: string): key is FilterKey {
  return (filterKeys as readonly string[]).includes(key);
}
