import type { ActConflict, Unrestorable } from './acting/acting.interfaces.js';

/**
 * What the audit module refuses, with a stable code.
 * @publicApi
 */
export abstract class AuditError extends Error {
  public abstract readonly code: string;

  public override get name(): string {
    return this.constructor.name;
  }
}

/**
 * No audited entity has this item type.
 * @publicApi
 */
export class UnknownItemTypeError extends AuditError {
  public readonly code = 'AUDIT_UNKNOWN_ITEM_TYPE';

  public constructor(itemType: string, known: readonly string[]) {
    super(`"${itemType}" is not audited; audited are: ${known.join(', ') || 'no entities'}`);
  }
}

/**
 * No version has this id.
 * @publicApi
 */
export class VersionNotFoundError extends AuditError {
  public readonly code = 'AUDIT_VERSION_NOT_FOUND';

  public constructor(public readonly versionId: string) {
    super(`version ${versionId} does not exist`);
  }
}

/**
 * No version carries this correlation.
 * @publicApi
 */
export class CorrelationNotFoundError extends AuditError {
  public readonly code = 'AUDIT_CORRELATION_NOT_FOUND';

  public constructor(public readonly correlationId: string) {
    super(`correlation ${correlationId} changed no audited record`);
  }
}

/**
 * A query, id, cursor or time that cannot be understood.
 * @publicApi
 */
export class InvalidAuditQueryError extends AuditError {
  public readonly code = 'AUDIT_INVALID_QUERY';

  public constructor(
    public readonly field: string,
    problem: string,
  ) {
    super(`${field}: ${problem}`);
  }
}

/**
 * Two versions of different records cannot be compared.
 * @publicApi
 */
export class DifferentItemsError extends AuditError {
  public readonly code = 'AUDIT_DIFFERENT_ITEMS';

  public constructor(one: string, other: string) {
    super(`versions of different records cannot be compared: ${one} and ${other}`);
  }
}

/**
 * The version did not change this field, or the field is kept by the database itself.
 * @publicApi
 */
export class UnknownFieldError extends AuditError {
  public readonly code = 'AUDIT_UNKNOWN_FIELD';
  public readonly field = 'fields';

  public constructor(
    public readonly fields: readonly string[],
    versionId: string,
    changed: readonly string[],
  ) {
    super(
      `version ${versionId} changed no field named ${fields.join(', ')}; it changed: ${changed.join(', ') || 'nothing'}`,
    );
  }
}

/**
 * Only the version of a destroy can be restored.
 * @publicApi
 */
export class NotADestroyError extends AuditError {
  public readonly code = 'AUDIT_NOT_A_DESTROY';

  public constructor(versionId: string, event: string) {
    super(`version ${versionId} is of a ${event}, not of a destroy: revert it instead`);
  }
}

/**
 * No version of this record exists.
 * @publicApi
 */
export class RecordNotFoundError extends AuditError {
  public readonly code = 'AUDIT_RECORD_NOT_FOUND';

  public constructor(itemType: string, itemId: string) {
    super(`${itemType} ${itemId} has no history`);
  }
}

/**
 * A later change stands in the way; nothing was written.
 * @publicApi
 */
export class ActConflictError extends AuditError {
  /** The conflicts as an HTTP answer shows them; set by the controllers. */
  public details?: Readonly<Record<string, unknown>>;

  public constructor(
    public readonly code:
      'AUDIT_REVERT_CONFLICT' | 'AUDIT_RESTORE_CONFLICT' | 'AUDIT_UNDO_CONFLICT',
    public readonly conflicts: readonly ActConflict[],
  ) {
    super(`nothing was written: ${conflicts.map(sentence).join('; ')}`);
  }
}

/**
 * A column that may not be null was stored redacted or not at all: history cannot bring it back.
 * @publicApi
 */
export class NotRestorableError extends AuditError {
  public readonly code = 'AUDIT_NOT_RESTORABLE';

  public constructor(public readonly fields: readonly Unrestorable[]) {
    const names = fields.map((field) => `${field.itemType} ${field.itemId}.${field.field}`);
    super(
      `history does not hold what must not be null: ${names.join(', ')}; create the record anew`,
    );
  }
}

/**
 * `@Audited({ revertible: false })`: a change of such a record means more than its row.
 * @publicApi
 */
export class NotRevertibleError extends AuditError {
  public readonly code = 'AUDIT_NOT_REVERTIBLE';

  public constructor(itemType: string, itemId: string) {
    super(
      `history shows ${itemType} ${itemId} and does not take it back: a change of it means more than its row; change the record itself`,
    );
  }
}

/**
 * The application's policy does not let the caller act on one of the records.
 * @publicApi
 */
export class ActForbiddenError extends AuditError {
  public readonly code = 'AUDIT_FORBIDDEN';

  public constructor(action: string, itemType: string, itemId: string) {
    super(`you may not ${action} ${itemType} ${itemId}`);
  }
}

function sentence(conflict: ActConflict): string {
  const what = `${conflict.itemType} ${conflict.itemId}${conflict.field ? `.${conflict.field}` : ''}`;
  const by = conflict.versionId
    ? ` (version ${conflict.versionId} by ${conflict.whodunnit ?? 'somebody'})`
    : '';
  return `${what}: ${conflict.detail}${by}`;
}

/**
 * `@Audited` says something that the entity cannot mean; found at boot.
 * @publicApi
 */
export class AuditConfigurationError extends AuditError {
  public readonly code = 'AUDIT_CONFIGURATION';

  public constructor(entity: string, problem: string) {
    super(`@Audited on ${entity}: ${problem}`);
  }
}

/**
 * The server answered COMMIT with ROLLBACK: an error inside the transaction was swallowed, and
 * nothing of it was stored.
 * @publicApi
 */
export class CommitRolledBackError extends AuditError {
  public readonly code = 'AUDIT_COMMIT_ROLLED_BACK';

  public constructor() {
    super(
      'the database rolled the transaction back at COMMIT because a statement in it had failed; nothing was stored. Let the error of the failed statement pass, or use a savepoint.',
    );
  }
}
