import { DataSource } from 'typeorm';
import { DOMAIN_MIGRATIONS } from '../../migrations/index.js';
import { AUDIT_MIGRATIONS } from '../../src/platform/audit/index.js';
import { OUTBOX_MIGRATIONS } from '../../src/platform/outbox/index.js';

/** Runs every migration on an empty database. */
export async function migrateTemplate(url: string): Promise<void> {
  const dataSource = new DataSource({
    type: 'postgres',
    url,
    migrations: [...OUTBOX_MIGRATIONS, ...AUDIT_MIGRATIONS, ...DOMAIN_MIGRATIONS],
    migrationsTransactionMode: 'each',
  });
  await dataSource.initialize();
  try {
    await dataSource.runMigrations();
  } finally {
    await dataSource.destroy();
  }
}
