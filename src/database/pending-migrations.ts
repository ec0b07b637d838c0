import { QueryFailedError, type DataSource } from 'typeorm';

const UNDEFINED_TABLE = '42P01';

/** The names of the migrations that this database lacks; reads only, creates nothing. */
export async function pendingMigrations(dataSource: DataSource): Promise<string[]> {
  const done = new Set(await executedMigrations(dataSource));
  return dataSource.migrations
    .map((migration) => migration.name ?? migration.constructor.name)
    .filter((name) => !done.has(name));
}

async function executedMigrations(dataSource: DataSource): Promise<string[]> {
  try {
    const rows = await dataSource.query<{ name: string }[]>(
      'SELECT name FROM backstory_migrations',
    );
    return rows.map((row) => row.name);
  } catch (error) {
    if (error instanceof QueryFailedError && error.driverError.code === UNDEFINED_TABLE) {
      return [];
    }
    throw error;
  }
}
