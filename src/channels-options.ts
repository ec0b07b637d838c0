import type { Env } from './config/env.js';
import { secretKeys } from './config/secret-keys.js';
import type { AuthenticatedRequest } from './http/access/authenticated-request.interface.js';
import type { ChannelsModuleOptions, WebhookCatalog } from './platform/channels/index.js';
import type { EventDefinitions, EventReaders } from './platform/events/index.js';

/** The channels as this deployment configures them. */
export function channelsOptions(
  env: Env,
  definitions: EventDefinitions,
  readers: EventReaders,
): ChannelsModuleOptions {
  return {
    email: { smtpUrl: env.smtpUrl, from: env.mailFrom },
    slackWebhookUrl: env.slackWebhookUrl,
    linear: { apiKey: env.linearApiKey, url: env.linearUrl },
    outbound: { allow: env.outboundAllow },
    secretKeys: () => secretKeys(env),
    remedies: {
      email: 'Set BACKSTORY_SMTP_URL and BACKSTORY_MAIL_FROM, then restart.',
      slack: 'Set BACKSTORY_SLACK_WEBHOOK_URL to the URL of an incoming webhook, then restart.',
      linear: 'Set BACKSTORY_LINEAR_API_KEY, then restart.',
    },
    userOf: (request) => (request as AuthenticatedRequest).principal?.id,
    webhooks: webhookCatalog(definitions, readers),
  };
}

/** What webhooks tell: every event of every aggregate, as the API shows it. */
function webhookCatalog(definitions: EventDefinitions, readers: EventReaders): WebhookCatalog {
  return {
    actions: () => new Map(definitions.all().map(({ itemType, actions }) => [itemType, actions])),
    async describe({ id, itemType }, manager) {
      // An outbox may hold events of a release that knew more of them.
      if (!definitions.all().some((events) => events.itemType === itemType)) return undefined;
      const [event] = await readers.ofItemType(itemType).find([id], manager);
      return (
        event && {
          action: event.action,
          record: event.record,
          extra: event.extra,
          actor: event.actor,
          occurred_at: event.occurredAt,
          causation_id: event.causationId,
        }
      );
    },
  };
}
