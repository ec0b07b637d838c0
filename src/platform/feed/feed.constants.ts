/** Query keys that narrow a feed. */
export const FILTER_KEYS = [
  'item_type',
  'item_id',
  'event',
  'actor',
  'correlation_id',
  'aggregate_type',
  'aggregate_id',
] as const;

/** One of the query keys that narrow a feed. @publicApi */
export type FilterKey = (typeof FILTER_KEYS)[number];

/** Entries read from the database at a time. */
export const PAGE = 500;

/** Sockets written to before other work gets its turn. */
export const SLICE = 500;

/** Bytes in a socket beyond which a client is fed at its own pace. */
export const LAG_BYTES = 64 * 1024;
