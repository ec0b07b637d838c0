import { migrate } from '../../src/database/migrate.js';

/** Runs every migration on an empty database. */
export async function migrateTemplate(url: string): Promise<void> {
  await migrate(url);
}
