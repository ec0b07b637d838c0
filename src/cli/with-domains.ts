import { Module, type DynamicModule, type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { readEnv, type Env } from '../config/env.js';
import { publicUrl } from '../config/public-url.js';
import { DatabaseModule } from '../database/database.module.js';
import { BillingModule } from '../domain/billing/index.js';
import { BlogModule } from '../domain/blog/index.js';
import { IdentityModule, OutsidePeople } from '../domain/identity/index.js';
import { GithubModule, IssuesModule } from '../domain/issues/index.js';
import { AuditModule } from '../platform/audit/index.js';
import { runInNewContext } from '../platform/correlation/index.js';
import { EventsModule } from '../platform/events/index.js';
import { SyncModule } from '../platform/sync/index.js';
import { syncOptions } from '../sync/sync-options.js';
import type { CliInput } from './cli-command.js';

/** The domains and what records their changes; no server, no relay. */
@Module({})
class CliModule {
  static forRoot(env: Env): DynamicModule {
    const audit = AuditModule.forRoot({});
    const identity = IdentityModule.forRoot({ publicUrl: publicUrl(env), routes: [] });
    return {
      module: CliModule,
      imports: [
        DatabaseModule.forRoot(env),
        audit,
        EventsModule.forRoot({ preparedStatements: env.preparedStatements === 'on' }),
        identity,
        BlogModule.forRoot(audit),
        IssuesModule,
        BillingModule,
        SyncModule.forRootAsync({
          imports: [identity],
          inject: [OutsidePeople],
          useFactory: (people: OutsidePeople) => syncOptions(env, people),
        }),
        GithubModule.forRootAsync({
          imports: [identity],
          inject: [OutsidePeople],
          useFactory: (people: OutsidePeople) => ({ secrets: [], people }),
        }),
      ],
    };
  }
}

/** Runs a command's work with the domains at hand; the audit trail names the command as the actor. */
export async function withDomains<T>(
  input: Pick<CliInput, 'env'>,
  command: string,
  work: (app: INestApplicationContext, env: Env) => Promise<T>,
): Promise<T> {
  const env = readEnv(input.env);
  const app = await NestFactory.createApplicationContext(CliModule.forRoot(env), {
    logger: ['error', 'fatal'],
    abortOnError: false,
  });
  try {
    const actor = { id: `cli:${command}`, type: 'system' };
    return await runInNewContext({ actor }, () => work(app, env));
  } finally {
    await app.close();
  }
}
