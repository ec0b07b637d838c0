import type { ActivityRow } from './activity-row.js';

/** What the list can be narrowed by; all that is set must hold. */
export const filterKeys = ['type', 'item', 'event', 'actor', 'source', 'corr'] as const;

export type FilterKey = (typeof filterKeys)[number];
export type ActivityFilters = Partial<Record<FilterKey, string>>;

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
    return wanted === undefined || wanted === fields[key](row);
  });
}

/** The same narrowing as the query of `GET /audit/versions`. */
export function toVersionQuery(filters: ActivityFilters): URLSearchParams {
  const query = new URLSearchParams();
  for (const key of filterKeys) {
    const wanted = filters[key];
    if (wanted !== undefined) query.set(parameters[key], wanted);
  }
  return query;
}

/** Reads `actor:alice type:Post`; words without a key are left out. */
export function parseQualifiers(text: string): ActivityFilters {
  const found: ActivityFilters = {};
  for (const [, key = '', quoted, plain] of text.matchAll(/(\w+):(?:"([^"]*)"|(\S+))/g)) {
    const value = quoted ?? plain ?? '';
    if (isFilterKey(key) && value !== '') found[key] = value;
  }
  return found;
}

function isFilterKey(key: string): key is FilterKey {
  return (filterKeys as readonly string[]).includes(key);
}
