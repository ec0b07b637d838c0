import { z } from 'zod';
import { EVENT_PATTERN } from './event-patterns.js';

const UNSTORABLE = /[\p{Cc}\p{Surrogate}]/u;

const url = z
  .string()
  .min(1)
  .max(2_000)
  .refine((value) => !UNSTORABLE.test(value), { error: 'must not contain control characters' })
  .meta({ example: 'https://example.com/hooks/backstory' });

const events = z
  .array(
    z.string().max(200).regex(EVENT_PATTERN, 'must be <Type>.<action>, <Type>.* or *').meta({
      example: 'Issue.comment_added',
    }),
  )
  .min(1)
  .max(100);

const description = z
  .string()
  .max(500)
  .refine((value) => !UNSTORABLE.test(value), { error: 'must not contain control characters' })
  .nullable();

/** Body of `POST /webhooks`. */
export const createWebhookSchema = z.strictObject({
  url,
  events,
  description: description.optional(),
  enabled: z.boolean().optional(),
});

/** Body of `PATCH /webhooks/:id`. */
export const updateWebhookSchema = createWebhookSchema.partial();

/** Body of `POST /webhooks/:id/rotate-secret`. */
export const rotateSecretSchema = z
  .strictObject({
    keep_old_for_hours: z.number().int().min(0).max(168).default(24).meta({
      description: 'How long the secret of before signs too.',
    }),
  })
  .prefault({});

/** An endpoint as clients get it. */
export const webhookSchema = z.object({
  id: z.string(),
  url: z.string(),
  description: z.string().nullable(),
  events: z.array(z.string()),
  enabled: z.boolean(),
  disabled_reason: z.string().nullable(),
  disabled_at: z.string().nullable(),
  failing_since: z.string().nullable(),
  last_success_at: z.string().nullable(),
  last_failure_at: z.string().nullable(),
  last_status: z.number().nullable(),
  secrets: z.number(),
  previous_secret_expires_at: z.string().nullable(),
  created_by: z.string().nullable(),
  created_at: z.string(),
  updated_at: z.string(),
});

export const webhookWithSecretSchema = webhookSchema.extend({
  secret: z.string().meta({ description: 'Shown in this answer only.' }),
});

export const webhookPageSchema = z.object({
  items: z.array(webhookSchema),
  next: z.string().nullable(),
});

export const testSentSchema = z.object({ delivery_id: z.string() });
