/** Which two of the three disagree: the entities, the migrations that ran, the database as it is. @publicApi */
export type Comparison = 'code-migration' | 'migration-database' | 'code-database';

/** Something about the guard that is not as it should be, and what to do about it. @publicApi */
export interface Finding {
  /** Stable: `TRIGGER_DISABLED`. */
  readonly code: string;
  /** An error loses changes, lets history be forged or keeps the application from starting. */
  readonly severity: 'error' | 'warning';
  /** Whether changes pass without a version right now. */
  readonly unrecorded?: boolean;
  readonly comparison?: Comparison;
  /** `schema.table`. */
  readonly table?: string;
  readonly trigger?: string;
  readonly function?: string;
  readonly message: string;
  readonly remedy: string;
}

/**
 * What the canary saw in one table: its change left a version, left none, or there was nothing to
 * change (no row, no column that a constraint lets change, a row or table that is locked).
 * @publicApi
 */
export type CanaryOutcome = 'recorded' | 'silent' | 'nothing to try';

/** A table whose changes leave versions. @publicApi */
export interface CapturedTable {
  readonly itemType: string;
  /** As the entity names it. */
  readonly table: string;
  /** The triggers that it should have. */
  readonly triggers: readonly string[];
  readonly canary?: CanaryOutcome;
}

/** What an examination came to. @publicApi */
export interface CaptureReport {
  /** Whether there is no error; warnings are allowed. */
  readonly healthy: boolean;
  /** Errors first. */
  readonly findings: readonly Finding[];
  readonly tables: readonly CapturedTable[];
}
