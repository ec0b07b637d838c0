/** The database lacks migrations that this build needs. */
export class PendingMigrationsError extends Error {
  readonly code = 'DATABASE_MIGRATIONS_PENDING';

  constructor(readonly pending: readonly string[]) {
    super(
      `The database lacks ${pending.length} migration(s): ${pending.join(', ')}. ` +
        'Run `node dist/src/cli/main.js migrate` with the same DATABASE_URL, then start again.',
    );
    this.name = 'PendingMigrationsError';
  }
}

/** A pooler stands before the database and does not pass on how a session shall be. */
export class PoolerRefusesSettingsError extends Error {
  readonly code = 'DATABASE_POOLER_REFUSES_SETTINGS';

  constructor(refusal: Error) {
    super(
      `The pooler before the database refuses a setting of the session (${refusal.message}). ` +
        'Let PgBouncer pass it over: ignore_startup_parameters = options, statement_timeout, ' +
        'lock_timeout, idle_in_transaction_session_timeout. Give the settings to the role instead; ' +
        'the README says how, under "Behind PgBouncer".',
      { cause: refusal },
    );
    this.name = 'PoolerRefusesSettingsError';
  }

  /** What PgBouncer answers, in its own words: it has no code for it alone. */
  static isMeantBy(error: unknown): error is Error {
    return error instanceof Error && /unsupported startup parameter/.test(error.message);
  }
}
