import { Module, type DynamicModule } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { Env } from '../config/env.js';
import { DELIVERY_CONNECTIONS } from './database.constants.js';
import { dataSourceOptions } from './data-source-options.js';
import { PendingMigrationsError, PoolerRefusesSettingsError } from './database.errors.js';
import { pendingMigrations } from './pending-migrations.js';

/** The application's data source; refuses a database that is behind the code. */
@Module({})
export class DatabaseModule {
  static forRoot(env: Env): DynamicModule {
    const options = dataSourceOptions({
      url: env.databaseUrl,
      poolSize: env.databasePoolSize + (env.roles.includes('worker') ? DELIVERY_CONNECTIONS : 0),
      statementTimeout: env.statementTimeout,
      lockTimeout: env.lockTimeout,
      applicationName: `backstory ${env.roles.join(',')}`,
    });
    return {
      module: DatabaseModule,
      imports: [
        TypeOrmModule.forRootAsync({
          useFactory: () => ({
            ...options,
            retryAttempts: 10,
            retryDelay: 1_000,
            toRetry: (error) => !waitingMendsNothing(error),
          }),
          dataSourceFactory: async () => connectMigrated(new DataSource(options)),
        }),
      ],
    };
  }
}

async function connectMigrated(dataSource: DataSource): Promise<DataSource> {
  await dataSource.initialize().catch((error: unknown) => {
    throw PoolerRefusesSettingsError.isMeantBy(error)
      ? new PoolerRefusesSettingsError(error)
      : error;
  });
  const pending = await pendingMigrations(dataSource);
  if (pending.length > 0) {
    await dataSource.destroy();
    throw new PendingMigrationsError(pending);
  }
  return dataSource;
}

function waitingMendsNothing(error: unknown): boolean {
  return error instanceof PendingMigrationsError || error instanceof PoolerRefusesSettingsError;
}
