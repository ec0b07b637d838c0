import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Module, type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { HealthRegistry } from '../../../src/http/health/health.registry.js';
import { AuditModule, Version } from '../../../src/platform/audit/index.js';
import { CorrelationModule } from '../../../src/platform/correlation/index.js';
import { DeliveriesModule } from '../../../src/platform/deliveries/index.js';
import { OutboxModule } from '../../../src/platform/outbox/index.js';
import {
  MessagesEndpoint,
  SyncModule,
  type SyncModuleOptions,
} from '../../../src/platform/sync/index.js';
import { QueuesModule } from '../../../src/queues/queues.module.js';
import { installAuditTriggers } from '../../support/audit/install-audit-triggers.js';
import { createTestDatabase } from '../../support/test-database.js';
import { CREATE_LEDGERS, LEDGER_ENTITIES } from './ledger.entity.js';

/** Another application that has installed the module. */
export interface LedgerApp {
  readonly context: INestApplicationContext;
  readonly url: string;
  query<Row>(sql: string, values?: readonly unknown[]): Promise<Row[]>;
  close(): Promise<void>;
}

/** Of the platform's own tables, this application has entities of none. */
const UNDECLARE = `
  DO $$
  DECLARE
    found record;
  BEGIN
    FOR found IN SELECT tgname, tgrelid::regclass AS owner FROM pg_trigger
      WHERE NOT tgisinternal AND tgname LIKE 'backstory\\_audit%' LOOP
      EXECUTE format('DROP TRIGGER %I ON %s', found.tgname, found.owner);
    END LOOP;
  END $$`;

@Module({ providers: [HealthRegistry], exports: [HealthRegistry] })
class HealthModule {}

/** Starts it on a database of its own, whose sessions are set as awkwardly as can be. */
export async function startLedgerApp(options: SyncModuleOptions): Promise<LedgerApp> {
  const database = await createTestDatabase();
  const awkward = '-c timezone=America/New_York -c intervalstyle=iso_8601';
  const source = {
    type: 'postgres',
    url: database.url,
    entities: [Version, ...LEDGER_ENTITIES],
    poolSize: 10,
    extra: { options: awkward },
  } satisfies DataSourceOptions;
  const maker = await new DataSource(source).initialize();
  // Of the template it keeps the platform and the queues, none of the domains.
  await maker.query('DROP SCHEMA public CASCADE');
  await maker.query('CREATE SCHEMA public');
  await maker.query(UNDECLARE);
  await maker.query(CREATE_LEDGERS);
  await installAuditTriggers(maker);
  await maker.destroy();

  @Module({
    imports: [
      CorrelationModule.forRoot({ mountMiddleware: false }),
      TypeOrmModule.forRoot(source),
      AuditModule.forRoot({}),
      QueuesModule.forRoot({
        redisUrl: undefined,
        redisPrefix: '{test}',
        databaseUrl: database.url,
        runWorkers: false,
        runSchedules: false,
      }),
      OutboxModule.forRoot({}),
      DeliveriesModule.forRoot({}),
      SyncModule.forRoot(options),
    ],
  })
  class LedgerModule {}

  const context = await NestFactory.createApplicationContext(
    { module: LedgerModule, imports: [{ module: HealthModule, global: true }] },
    { logger: ['error'], abortOnError: false },
  );
  const endpoint = context.get(MessagesEndpoint);
  const server = createServer((request, response) => void endpoint.handle(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const dataSource = context.get(DataSource);
  return {
    context,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    query: <Row>(sql: string, values: readonly unknown[] = []) =>
      dataSource.query<Row[]>(sql, [...values]),
    close: async () => {
      server.closeAllConnections();
      server.close();
      await context.close();
      await database.drop();
    },
  };
}
