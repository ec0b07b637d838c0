import { QueryFailedError, type DataSource, type MigrationInterface } from 'typeorm';

/** The data source's migrations, by whether they ran on its database. */
export interface AppliedMigrations {
  readonly applied: readonly MigrationInterface[];
  readonly pending: readonly MigrationInterface[];
}

const UNDEFINED_TABLE = '42P01';

/** Reads which migrations ran; writes nothing, also where none ever did. */
export async function appliedMigrations(dataSource: DataSource): Promise<AppliedMigrations> {
  const done = new Set(await executedNames(dataSource));
  const isDone = (migration: MigrationInterface): boolean => done.has(nameOf(migration));
  return {
    applied: dataSource.migrations.filter(isDone),
    pending: dataSource.migrations.filter((migration) => !isDone(migration)),
  };
}

/** The name under which a migration is remembered. */
export function nameOf(migration: MigrationInterface): string {
  return migration.name ?? migration.constructor.name;
}

async function executedNames(dataSource: DataSource): Promise<string[]> {
  const table = dataSource.options.migrationsTableName ?? 'migrations';
  try {
    const rows = await dataSource.query<{ name: string }[]>(
      `SELECT name FROM ${dataSource.driver.escape(table)}`,
    );
    return rows.map(({ name }) => name);
  } catch (error) {
    if (error instanceof QueryFailedError && error.driverError.code === UNDEFINED_TABLE) return [];
    throw error;
  }
}
