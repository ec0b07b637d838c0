import type { Scalar } from '../decorators/audited.decorator.js';

/** A column that a version changed; `null` means SQL NULL, on a create every old value is null. */
export interface ChangeFilter {
  readonly column: string;
  readonly from?: Scalar;
  readonly to?: Scalar;
  /** Either of the two values. */
  readonly any?: Scalar;
}

/**
 * What to look for; all of it must hold. Values are compared as PostgreSQL writes them in JSON.
 * @publicApi
 */
export interface VersionQuery {
  readonly itemType?: string;
  readonly itemId?: string;
  readonly event?: string;
  readonly whodunnit?: string;
  readonly actorType?: string;
  readonly source?: string;
  readonly correlationId?: string;
  readonly causationId?: string;
  /** The database transaction that wrote it. */
  readonly txId?: string;
  /** The record in whose history it shows. */
  readonly aggregate?: { readonly type: string; readonly id: string };
  /** The columns that it changed, how they changed optionally. */
  readonly changed?: string | readonly (string | ChangeFilter)[];
  /** Columns of the state that it left. */
  readonly where?: Readonly<Record<string, Scalar>>;
  /** From this moment on. */
  readonly since?: Date | string;
  /** Up to and including this moment. */
  readonly until?: Date | string;
  /** The `next` of the page before. */
  readonly after?: string;
  /** @defaultValue 50; at most 200 */
  readonly limit?: number;
}

/**
 * A moment: a time, or the id of one of the record's versions.
 * @publicApi
 */
export type Moment = Date | string | { readonly version: string };
