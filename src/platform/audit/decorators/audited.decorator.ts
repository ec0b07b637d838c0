import 'reflect-metadata';
import { AUDITED_METADATA } from '../audit.constants.js';

/** A plain JSON value that a column can be compared with. */
export type Scalar = string | number | boolean | null;

/** `{ property: value | [values] }`: every property must hold (one of) its value(s). */
export type RowCondition = Readonly<Record<string, Scalar | readonly Scalar[]>>;

/** What to record of an entity's changes. Columns are named by their property. */
export interface AuditedOptions {
  /** Only changes of these properties make a version. @defaultValue every property */
  readonly only?: readonly string[];
  /** Changes of only these properties make no version. */
  readonly ignore?: readonly string[];
  /** Never stored, neither in `object` nor in `object_changes`. */
  readonly skip?: readonly string[];
  /** Stored as a keyed hash, beside the columns that are redacted by name or `select: false`. */
  readonly redact?: readonly string[];
  /** Stored as they are although their name looks like a secret's. */
  readonly reveal?: readonly string[];
  /** Record only rows that meet this condition (the new row; the old one of a destroy). */
  readonly if?: RowCondition;
  /** Record no row that meets this condition. */
  readonly unless?: RowCondition;
  /** Stored with each version: constants, or `{ column: property }` for the row's own value. */
  readonly meta?: Readonly<Record<string, Scalar | { readonly column: string }>>;
  /** The many-to-one relation in whose record's history these versions show too. */
  readonly parent?: string;
  /** The property that names the record to a person: a title, a number. */
  readonly label?: string;
  /** The `item_type` stored. @defaultValue the entity's class name */
  readonly itemType?: string;
  /** The table is partitioned, or inherits: its rows are recorded one by one. @defaultValue false */
  readonly partitioned?: boolean;
  /**
   * Whether revert, restore and undo may write these rows. Not where a change means more than its
   * row, which only the code that owns the table knows.
   * @defaultValue true
   */
  readonly revertible?: boolean;
  /** Raised when the meaning of stored columns changes. @defaultValue 1 */
  readonly schemaVersion?: number;
}

/**
 * Records every change of the entity's rows as versions, whoever makes it.
 *
 * Generate and run the trigger migration after adding or changing it.
 * @example
 * ```ts
 * @Entity()
 * @Audited({ ignore: ['viewCount'] })
 * export class Post {}
 * ```
 * @publicApi
 */
export function Audited(options: AuditedOptions = {}): ClassDecorator {
  return (target) => Reflect.defineMetadata(AUDITED_METADATA, options, target);
}
