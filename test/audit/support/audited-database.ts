import { DataSource, type DataSourceOptions } from 'typeorm';
import {
  auditTriggers,
  AUDIT_MIGRATIONS,
  startRecording,
  Version,
  type AuditModuleOptions,
} from '../../../src/platform/audit/index.js';
import { OUTBOX_MIGRATIONS } from '../../../src/platform/outbox/index.js';
import { createTriggerSql } from '../../../src/platform/triggers/index.js';
import { createEmptyDatabase } from '../../support/test-database.js';

export interface AuditedDatabase {
  readonly dataSource: DataSource;
  readonly url: string;
  /** Another pool on the same database that records nothing by itself: psql, another program. */
  readonly foreign: DataSource;
  close(): Promise<void>;
}

/** A database with the given audited entities and nothing else of the application. */
export async function createAuditedDatabase(
  entities: NonNullable<DataSourceOptions['entities']>,
  options: AuditModuleOptions & { readonly pipeline?: boolean } = {},
): Promise<AuditedDatabase> {
  const database = await createEmptyDatabase();
  const dataSource = new DataSource({
    type: 'postgres',
    url: database.url,
    entities: Array.isArray(entities) ? [...entities, Version] : entities,
    migrations: [...OUTBOX_MIGRATIONS, ...AUDIT_MIGRATIONS],
    poolSize: 35,
    extra: {
      options: '-c search_path=public -c timezone=UTC',
      pipeline: options.pipeline ?? true,
    },
  });
  await dataSource.initialize();
  await dataSource.runMigrations();
  await dataSource.synchronize();
  if (options.guard !== false) {
    for (const trigger of auditTriggers(dataSource)) {
      await dataSource.query(createTriggerSql(trigger));
    }
  }
  await startRecording(dataSource, options);
  const foreign = new DataSource({
    type: 'postgres',
    url: database.url,
    poolSize: 4,
    extra: { options: '-c search_path=public -c timezone=Asia/Kolkata' },
  });
  await foreign.initialize();
  return {
    dataSource,
    foreign,
    url: database.url,
    async close() {
      await foreign.destroy();
      await dataSource.destroy();
      await database.drop();
    },
  };
}
