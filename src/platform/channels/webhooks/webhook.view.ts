import type { z } from 'zod';
import type { WebhookEndpoint, WebhookEndpointWithSecret } from './webhook-endpoint.interface.js';
import type { webhookSchema, webhookWithSecretSchema } from './webhook.schemas.js';

export type WebhookView = z.output<typeof webhookSchema>;
export type WebhookWithSecretView = z.output<typeof webhookWithSecretSchema>;

export function webhookView(endpoint: WebhookEndpoint): WebhookView {
  return {
    id: endpoint.id,
    url: endpoint.url,
    description: endpoint.description,
    events: [...endpoint.events],
    enabled: endpoint.enabled,
    disabled_reason: endpoint.disabledReason,
    disabled_at: iso(endpoint.disabledAt),
    failing_since: iso(endpoint.failingSince),
    last_success_at: iso(endpoint.lastSuccessAt),
    last_failure_at: iso(endpoint.lastFailureAt),
    last_status: endpoint.lastStatus,
    secrets: endpoint.secrets,
    previous_secret_expires_at: iso(endpoint.previousSecretExpiresAt),
    created_by: endpoint.createdBy,
    created_at: endpoint.createdAt.toISOString(),
    updated_at: endpoint.updatedAt.toISOString(),
  };
}

export function webhookWithSecretView({
  endpoint,
  secret,
}: WebhookEndpointWithSecret): WebhookWithSecretView {
  return { ...webhookView(endpoint), secret };
}

function iso(date: Date | null): string | null {
  return date?.toISOString() ?? null;
}
