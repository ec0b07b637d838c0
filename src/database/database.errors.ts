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
