import { AuditedWebhook } from './entities/audited-webhook.entity.js';
import { AuditedWebhookSecret } from './entities/audited-webhook-secret.entity.js';
import { CreateNotifications1795291300000 } from './migrations/1795291300000-create-notifications.js';
import { CreateWebhooks1795291301000 } from './migrations/1795291301000-create-webhooks.js';
import { IndexReadNotifications1795370100000 } from './migrations/1795370100000-index-read-notifications.js';

export { NOTIFICATION_ITEM, NOTIFICATION_KIND, WEBHOOK_SUBSCRIBER } from './channels.constants.js';
export {
  AddressRefusedError,
  ChannelsError,
  InvalidNotificationError,
  NotificationNotFoundError,
  OutboundFailedError,
  OutboundTimeoutError,
  SecretKeyMissingError,
  UnknownWebhookEventError,
  UrlRefusedError,
  WebhookNotFoundError,
  WebhookStateError,
} from './channels.errors.js';
export { ChannelsModule } from './channels.module.js';
export { EmailChannel } from './email/email-channel.js';
export type { Email, EmailReceipt } from './email/email-channel.js';
export type { Channel, ChannelStatus } from './interfaces/channel-status.interface.js';
export type {
  ChannelsModuleOptions,
  EmailOptions,
  LinearOptions,
} from './interfaces/channels-module-options.interface.js';
export type { WebhookCatalog, WebhookSource } from './interfaces/webhook-catalog.interface.js';
export { LinearChannel } from './linear/linear-channel.js';
export type { LinearComment } from './linear/linear-channel.js';
export { AppNotifications } from './notifications/app-notifications.js';
export type { Notified } from './notifications/app-notifications.js';
export type {
  NewNotification,
  Notification,
  NotificationPage,
} from './notifications/notification.interface.js';
export { parseRange } from './outbound/outbound-addresses.js';
export { OutboundHttp } from './outbound/outbound-http.js';
export type { OutboundAnswer, OutboundOptions, OutboundRequest } from './outbound/outbound-http.js';
export { SlackChannel } from './slack/slack-channel.js';
export type { SlackMessage } from './slack/slack-channel.js';
export { escapeSlack, slackLink, slackSection } from './slack/slack-text.js';
export type { SlackBlock } from './slack/slack-text.js';
export type {
  NewWebhookEndpoint,
  WebhookEndpoint,
  WebhookEndpointWithSecret,
} from './webhooks/webhook-endpoint.interface.js';
export { Webhooks } from './webhooks/webhooks.service.js';

export { AuditedWebhook, AuditedWebhookSecret };

/**
 * For a data source that shall audit who changes webhooks: list them among its entities, then
 * generate the migration of their triggers.
 */
export const CHANNELS_ENTITIES = [AuditedWebhook, AuditedWebhookSecret];

/** The channels module's migrations, in order; list them in the data source after those of deliveries. */
export const CHANNELS_MIGRATIONS = [
  CreateNotifications1795291300000,
  CreateWebhooks1795291301000,
  IndexReadNotifications1795370100000,
];
