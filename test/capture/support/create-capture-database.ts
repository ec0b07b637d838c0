import { DataSource } from 'typeorm';
import { AUDIT_MIGRATIONS } from '../../../src/platform/audit/index.js';
import { CAPTURE_MIGRATIONS } from '../../../src/platform/capture/index.js';
import { DELIVERIES_MIGRATIONS } from '../../../src/platform/deliveries/index.js';
import { OUTBOX_MIGRATIONS } from '../../../src/platform/outbox/index.js';
import { installAuditTriggers } from '../../support/audit/install-audit-triggers.js';
import { createEmptyDatabase, type TestDatabase } from '../../support/test-database.js';
import { CAPTURED } from './entities.js';

/** A migrated database with the tables of the fixtures, their triggers, and a table of effects. */
export async function createCaptureDatabase(): Promise<TestDatabase> {
  const database = await createEmptyDatabase();
  const dataSource = new DataSource({
    type: 'postgres',
    url: database.url,
    entities: [...CAPTURED],
    migrations: [
      ...OUTBOX_MIGRATIONS,
      ...AUDIT_MIGRATIONS,
      ...DELIVERIES_MIGRATIONS,
      ...CAPTURE_MIGRATIONS,
    ],
    migrationsTableName: 'fixture_migrations',
  });
  await dataSource.initialize();
  try {
    await dataSource.runMigrations();
    await dataSource.synchronize();
    await installAuditTriggers(dataSource);
    await dataSource.query(
      'CREATE TABLE effects (n bigint GENERATED ALWAYS AS IDENTITY, key text, count int, what text)',
    );
  } finally {
    await dataSource.destroy();
  }
  return database;
}
