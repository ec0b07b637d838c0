import { DataSource, type DataSourceOptions } from 'typeorm';
import { AUDIT_MIGRATIONS, startRecording } from '../../../src/platform/audit/index.js';
import { OUTBOX_MIGRATIONS } from '../../../src/platform/outbox/index.js';
import { createEmptyDatabase } from '../test-database.js';
import { EveryType } from './every-type.entity.js';
import { installAuditTriggers } from './install-audit-triggers.js';
import { ODD_ENTITIES } from './odd-entities.js';

export interface AuditDatabase {
  readonly dataSource: DataSource;
  close(): Promise<void>;
}

/** A migrated database with the odd fixtures' tables and their audit triggers. */
export async function createAuditDatabase({
  guard = true,
  ...options
}: Partial<Pick<DataSourceOptions, 'logging' | 'logger'>> & {
  guard?: boolean;
} = {}): Promise<AuditDatabase> {
  const database = await createEmptyDatabase();
  const dataSource = new DataSource({
    ...options,
    type: 'postgres',
    url: database.url,
    entities: [...ODD_ENTITIES, EveryType],
    migrations: [...OUTBOX_MIGRATIONS, ...AUDIT_MIGRATIONS],
    migrationsTableName: 'fixture_migrations',
    poolSize: 20,
    extra: { options: '-c search_path=public' },
  });
  await dataSource.initialize();
  await dataSource.runMigrations();
  await dataSource.query('CREATE SCHEMA "Strange Schema"');
  await dataSource.synchronize();
  if (guard) {
    await installAuditTriggers(dataSource);
  }
  await startRecording(dataSource, { guard });
  return {
    dataSource,
    async close() {
      await dataSource.destroy();
      await database.drop();
    },
  };
}
