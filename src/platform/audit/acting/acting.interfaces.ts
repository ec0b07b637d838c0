import type { EntityManager } from 'typeorm';
import type { ActedItem } from '../interfaces/audit-access-policy.interface.js';

/** How a version is undone: whole or in part, for show or for real, and why. */
export interface ActOptions {
  /** Plans and tries everything, then rolls it back. @defaultValue false */
  readonly dryRun?: boolean;
  /** Stored with the new versions. @defaultValue a sentence that names what is undone */
  readonly reason?: string;
  /** Joins the caller's transaction. @defaultValue a transaction of its own */
  readonly manager?: EntityManager;
  /** Sees every record that the act would write or names as a conflict; throw to refuse it. */
  readonly authorize?: (items: readonly ActedItem[]) => void | Promise<void>;
}

/** Options of a revert. */
export interface RevertOptions extends ActOptions {
  /** Only these fields, by column or property name. @defaultValue every field of the version */
  readonly fields?: readonly string[];
}

/** Options of a restore. */
export interface RestoreOptions extends ActOptions {
  /** Brings back what was destroyed together with the record, too. @defaultValue false */
  readonly associations?: boolean;
}

/** One record that an act writes. */
export interface PlannedChange {
  readonly itemType: string;
  readonly itemId: string;
  readonly event: 'create' | 'update' | 'destroy';
  /** `{column: [now, then]}`. */
  readonly changes: Record<string, [unknown, unknown]>;
  /** The version whose before-state is brought back. */
  readonly versionId: string;
}

/** Why an act cannot be done as asked. */
export interface ActConflict {
  readonly itemType: string;
  readonly itemId: string;
  /** Null when the record as a whole is in the way. */
  readonly field: string | null;
  readonly problem:
    'changed_since' | 'destroyed_since' | 'alive' | 'missing_parent' | 'referenced' | 'rejected';
  readonly detail: string;
  /** The later version that did it, when there is one. */
  readonly versionId: string | null;
  readonly whodunnit: string | null;
  readonly occurredAt: string | null;
  readonly current: unknown;
  readonly expected: unknown;
}

/** A field that history cannot bring back; `*` for a record that an undo leaves as it is. */
export interface Unrestorable {
  readonly itemType: string;
  readonly itemId: string;
  readonly field: string;
  readonly why: 'redacted' | 'not_recorded' | 'dropped' | 'not_revertible';
}

/** What an act did, or would do. */
export interface ActResult {
  readonly dryRun: boolean;
  readonly changes: readonly PlannedChange[];
  readonly conflicts: readonly ActConflict[];
  readonly unrestorable: readonly Unrestorable[];
  /** The versions that it appended, oldest first; empty after a dry run. */
  readonly versions: readonly string[];
}
