import type { ObjectLiteral } from 'typeorm';
import type { VersionEvent, VersionRecord } from '../../audit/index.js';

/**
 * One change of one record, whoever made it.
 * @publicApi
 */
export interface Change<T extends ObjectLiteral> {
  readonly versionId: string;
  /** `soft_delete` and `restore` are updates by their nature: the row is there before and after. */
  readonly event: VersionEvent;
  readonly item: { readonly type: string; readonly id: string };
  /** The record before, as TypeORM would have loaded it; null for a create. */
  readonly old: T | null;
  /** The record after; null for a destroy. */
  readonly new: T | null;
  /** Properties whose columns changed. */
  readonly changed: readonly (keyof T & string)[];
  /** The road it came by: `application`, `database`, `sync`, ... */
  readonly source: string;
  readonly actor: { readonly id: string; readonly type: string };
  readonly reason: string | null;
  readonly correlationId: string;
  readonly causationId: string | null;
  /** ISO 8601 in UTC with microseconds. */
  readonly occurredAt: string;
  readonly meta: Readonly<Record<string, unknown>> | null;
  /** Whether it was delivered before and is so again on purpose. */
  readonly replay: boolean;
  /** The same by column, with values as exact as PostgreSQL has them: microseconds, JSON null. */
  readonly version: VersionRecord;
}

/**
 * Everything that waits for one key, for a processor that coalesces.
 * @typeParam K the properties of its `key`
 * @publicApi
 */
export interface Changes<T extends ObjectLiteral, K extends keyof T = keyof T> {
  readonly key: { readonly [P in K]: NonNullable<T[P]> };
  readonly count: number;
  readonly first: Change<T>;
  readonly last: Change<T>;
  /** All of them, oldest first, read a page at a time. */
  read(): AsyncIterable<Change<T>>;
}
