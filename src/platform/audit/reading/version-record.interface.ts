import type { VersionEvent } from '../entities/version.entity.js';

/** `{column: [old, new]}`, by database column name. */
export type VersionChanges = Record<string, [unknown, unknown]>;

/**
 * A version with exact values: bigint and numeric columns are strings, and so is every number
 * inside a jsonb value that a JS number cannot hold. JSON null in a json column, which is not SQL
 * NULL, is `{ "$json": null }`.
 * @publicApi
 */
export interface VersionRecord {
  readonly id: string;
  readonly itemType: string;
  /** The concrete class of a single-table-inheritance row. */
  readonly itemSubtype: string | null;
  readonly itemId: string;
  readonly event: VersionEvent;
  readonly whodunnit: string;
  readonly actorType: string;
  readonly reason: string | null;
  readonly correlationId: string;
  readonly causationId: string | null;
  readonly txId: string;
  readonly source: string;
  readonly aggregateType: string | null;
  readonly aggregateId: string | null;
  readonly meta: Record<string, unknown> | null;
  /** The state before; null for a create. */
  readonly object: Record<string, unknown> | null;
  readonly objectChanges: VersionChanges;
  readonly schemaVersion: number;
  /** ISO 8601 in UTC with microseconds. */
  readonly createdAt: string;
}

/**
 * One page of versions, newest first.
 * @publicApi
 */
export interface VersionPage {
  readonly items: readonly VersionRecord[];
  /** Give it as `after` to get the next page; null on the last one. */
  readonly next: string | null;
}

/**
 * A record as it was after one of its versions.
 * @publicApi
 */
export interface RecordState {
  /** The version that made it so. */
  readonly version: VersionRecord;
  /** By database column name; null when that version destroyed the record. */
  readonly state: Record<string, unknown> | null;
}
