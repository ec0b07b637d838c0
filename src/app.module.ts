import { Module, type DynamicModule } from '@nestjs/common';
import { Registry } from 'prom-client';
import { APP_ACCESS } from './app-access.js';
import { CaptureReadiness } from './capture-readiness.js';
import { channelsOptions } from './channels-options.js';
import type { Env } from './config/env.js';
import { publicUrl } from './config/public-url.js';
import { DELIVERY_CONNECTIONS } from './database/database.constants.js';
import { DatabaseModule } from './database/database.module.js';
import { BillingModule, BillingReactionsModule } from './domain/billing/index.js';
import { BlogModule } from './domain/blog/index.js';
import {
  Authenticator,
  IdentityModule,
  OutsidePeople,
  recordAccess,
} from './domain/identity/index.js';
import { GithubModule, IssueReactionsModule, IssuesModule } from './domain/issues/index.js';
import { feedAccess } from './feed-access.js';
import { prometheusMetrics } from './http/metrics/prometheus-metrics.js';
import { HttpModule } from './http/http.module.js';
import { FEED_WINDOW } from './maintenance/maintenance.constants.js';
import { MaintenanceModule } from './maintenance/maintenance.module.js';
import { AuditModule } from './platform/audit/index.js';
import { CaptureModule } from './platform/capture/index.js';
import { ChannelsModule } from './platform/channels/index.js';
import { CorrelationModule } from './platform/correlation/index.js';
import { EventDefinitions, EventReaders, EventsModule } from './platform/events/index.js';
import { DeliveriesModule } from './platform/deliveries/index.js';
import { FeedModule } from './platform/feed/index.js';
import { InboxModule } from './platform/inbox/index.js';
import { OutboxModule } from './platform/outbox/index.js';
import { SyncModule } from './platform/sync/index.js';
import { WorkflowsModule } from './platform/workflows/index.js';
import { QueueBoardModule } from './queue-board/queue-board.module.js';
import { QueuesModule } from './queues/queues.module.js';
import { syncOptions } from './sync/sync-options.js';
import { SyncScheduleModule } from './sync/sync-schedule.module.js';

/** The composition root: every module with the options that this deployment gives it. */
@Module({})
export class AppModule {
  static forRoot(env: Env): DynamicModule {
    const identity = IdentityModule.forRoot({ publicUrl: publicUrl(env), routes: APP_ACCESS });
    const mirror = github(env, identity);
    const audit = AuditModule.forRoot({ access: recordAccess });
    return {
      module: AppModule,
      imports: [
        CorrelationModule.forRoot({
          trustedPeers: env.correlationPeers,
          mountMiddleware: false,
          accessPolicy: recordAccess,
        }),
        DatabaseModule.forRoot(env),
        audit,
        EventsModule.forRoot({ preparedStatements: env.preparedStatements === 'on' }),
        HttpModule.forRoot(),
        identity,
        BlogModule.forRoot(audit),
        IssuesModule,
        BillingModule,
        mirror,
        queues(env),
        outbox(env),
        deliveries(env),
        InboxModule,
        CaptureModule.forRoot({ access: recordAccess }),
        QueueBoardModule,
        channels(env),
        IssueReactionsModule.forRoot({ publicUrl: publicUrl(env) }),
        BillingReactionsModule,
        WorkflowsModule.forRoot({ access: recordAccess }),
        MaintenanceModule.forRoot(env.keepDays, mirror),
        sync(env, identity),
        SyncScheduleModule.forRoot(env),
        ...(env.roles.includes('web') ? [feed(identity)] : []),
      ],
      providers: [CaptureReadiness],
    };
  }
}

function github(env: Env, identity: DynamicModule): DynamicModule {
  return GithubModule.forRootAsync({
    imports: [identity],
    inject: [OutsidePeople],
    useFactory: (people: OutsidePeople) => ({ secrets: env.githubSecrets, people }),
  });
}

function queues(env: Env): DynamicModule {
  return QueuesModule.forRoot({
    redisUrl: env.redisUrl,
    redisPrefix: env.redisPrefix,
    databaseUrl: env.databaseUrl,
    directUrl: env.databaseDirectUrl,
    runWorkers: env.roles.includes('worker'),
    runSchedules: env.roles.includes('scheduler'),
  });
}

function outbox(env: Env): DynamicModule {
  return OutboxModule.forRootAsync({
    inject: [Registry],
    useFactory: (registry: Registry) => ({
      connection: env.databaseDirectUrl,
      redis: env.redisUrl,
      relay: env.roles.includes('relay'),
      metrics: prometheusMetrics(registry),
    }),
  });
}

function deliveries(env: Env): DynamicModule {
  return DeliveriesModule.forRootAsync({
    inject: [Registry],
    useFactory: (registry: Registry) => ({
      workers: env.roles.includes('worker'),
      dispatcher: env.roles.includes('relay'),
      connections: DELIVERY_CONNECTIONS,
      access: recordAccess,
      metrics: prometheusMetrics(registry),
    }),
  });
}

function channels(env: Env): DynamicModule {
  return ChannelsModule.forRootAsync({
    inject: [EventDefinitions, EventReaders],
    useFactory: (definitions: EventDefinitions, readers: EventReaders) =>
      channelsOptions(env, definitions, readers),
  });
}

function sync(env: Env, identity: DynamicModule): DynamicModule {
  return SyncModule.forRootAsync({
    imports: [identity],
    inject: [OutsidePeople, Registry],
    useFactory: (people: OutsidePeople, registry: Registry) => syncOptions(env, people, registry),
  });
}

function feed(identity: DynamicModule): DynamicModule {
  return FeedModule.forRootAsync({
    imports: [identity],
    inject: [Registry, Authenticator],
    useFactory: (registry: Registry, authenticator: Authenticator) => ({
      ...FEED_WINDOW,
      access: feedAccess(authenticator),
      metrics: prometheusMetrics(registry),
    }),
  });
}
