import type { IncomingMessage } from 'node:http';

/** A record, or with no `itemId` all records of a type. */
export interface AuditedItem {
  readonly itemType: string;
  readonly itemId?: string;
}

/** A record and the columns of it that an act would write. */
export interface ActedItem extends AuditedItem {
  readonly itemId: string;
  readonly fields: readonly string[];
}

/** What can be done with a version over HTTP. */
export type AuditAction = 'revert' | 'restore' | 'undo';

/**
 * Decides what of the history a request may see and take back.
 * @publicApi
 */
export interface AuditAccessPolicy {
  /** What may not be read answers 404, as if it were not there. */
  canRead(request: IncomingMessage, item: AuditedItem): boolean | Promise<boolean>;
  /** Asked for every record that an act would write, with the columns of it. */
  canAct(
    request: IncomingMessage,
    action: AuditAction,
    item: ActedItem,
  ): boolean | Promise<boolean>;
  /** Columns that are left out of every answer to this request. @defaultValue none */
  hiddenFields?(
    request: IncomingMessage,
    item: AuditedItem,
  ): readonly string[] | Promise<readonly string[]>;
}
