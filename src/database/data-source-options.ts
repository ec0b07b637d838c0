import type { PostgresDataSourceOptions } from 'typeorm/driver/postgres/PostgresDataSourceOptions.js';
import { ENTITIES } from './entities.js';
import { MIGRATIONS } from './migrations.js';
import { SnakeNamingStrategy } from './snake-naming.strategy.js';

/** How one process talks to the database; times in milliseconds, 0 means no limit. */
export interface DatabaseSettings {
  readonly url: string;
  readonly poolSize?: number;
  readonly statementTimeout?: number;
  readonly lockTimeout?: number;
  readonly applicationName?: string;
}

/** Milliseconds that a request waits for a free connection before it is told to come back. */
const POOL_WAIT = 2_000;
const IDLE_IN_TRANSACTION = 60_000;

/** The TypeORM options of every data source of the application: server, CLI and tests. */
export function dataSourceOptions(settings: DatabaseSettings): PostgresDataSourceOptions {
  return {
    type: 'postgres',
    url: settings.url,
    entities: ENTITIES,
    migrations: MIGRATIONS,
    migrationsTableName: 'backstory_migrations',
    migrationsTransactionMode: 'each',
    namingStrategy: new SnakeNamingStrategy(),
    synchronize: false,
    migrationsRun: false,
    applicationName: settings.applicationName ?? 'backstory',
    poolSize: settings.poolSize ?? 10,
    connectTimeoutMS: POOL_WAIT,
    extra: {
      // The default path starts with "$user": a role named backstory would meet the platform's
      // schema where it means its own tables. Times and intervals written the audit trail's way
      // spare its triggers the slower, pinned path.
      options: '-c search_path=public -c timezone=UTC -c intervalstyle=postgres',
      // What the audit trail must be told travels with the statement that it is told for.
      pipeline: true,
      keepAlive: true,
      statement_timeout: settings.statementTimeout ?? 30_000,
      lock_timeout: settings.lockTimeout ?? 5_000,
      idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION,
    },
  };
}
