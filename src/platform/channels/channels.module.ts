import { Module, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CorrelationSources } from '../correlation/index.js';
import { CHANNELS_MODULE_OPTIONS, ConfigurableModuleClass } from './channels.module-definition.js';
import { EmailChannel } from './email/email-channel.js';
import { ChannelsController } from './http/channels.controller.js';
import type { ChannelsModuleOptions } from './interfaces/channels-module-options.interface.js';
import { LinearChannel } from './linear/linear-channel.js';
import { AppNotifications } from './notifications/app-notifications.js';
import { NotificationsController } from './notifications/notifications.controller.js';
import { NotificationsCorrelationSource } from './notifications/notifications-correlation-source.js';
import { OutboundHttp } from './outbound/outbound-http.js';
import { SlackChannel } from './slack/slack-channel.js';
import { EndpointHealth } from './webhooks/endpoint-health.js';
import { WebhookSubscriber } from './webhooks/webhook.subscriber.js';
import { WebhooksController } from './webhooks/webhooks.controller.js';
import { WebhookSecrets } from './webhooks/webhook-secrets.js';
import { Webhooks } from './webhooks/webhooks.service.js';

/**
 * The ways out of the application: e-mail, notifications, Slack, Linear and webhooks.
 *
 * @example
 * ```ts
 * ChannelsModule.forRoot({
 *   email: { smtpUrl: 'smtp://localhost:1025', from: 'App <app@example.com>' },
 *   userOf: (request) => request.user?.id,
 * })
 * ```
 * @publicApi
 */
@Module({
  controllers: [ChannelsController, NotificationsController, WebhooksController],
  providers: [
    {
      provide: OutboundHttp,
      inject: [CHANNELS_MODULE_OPTIONS],
      useFactory: ({ outbound }: ChannelsModuleOptions) => new OutboundHttp(outbound),
    },
    EmailChannel,
    AppNotifications,
    SlackChannel,
    LinearChannel,
    Webhooks,
    EndpointHealth,
    WebhookSecrets,
    WebhookSubscriber,
  ],
  exports: [OutboundHttp, EmailChannel, AppNotifications, SlackChannel, LinearChannel, Webhooks],
})
export class ChannelsModule extends ConfigurableModuleClass implements OnModuleInit {
  constructor(
    private readonly dataSource: DataSource,
    private readonly correlations: CorrelationSources,
  ) {
    super();
  }

  onModuleInit(): void {
    this.correlations.register(new NotificationsCorrelationSource(this.dataSource));
  }
}
