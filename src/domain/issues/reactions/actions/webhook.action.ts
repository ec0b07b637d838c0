import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { isRecordId } from '../../../../http/schemas/is-record-id.util.js';
import { WEBHOOK_SUBSCRIBER } from '../../../../platform/channels/index.js';
import { Deliveries } from '../../../../platform/deliveries/index.js';
import {
  WorkflowAction,
  type WorkflowActionContext,
  type WorkflowActionHandler,
} from '../../../../platform/workflows/index.js';
import { issueEvents } from '../../issue.events.js';

const schema = z.strictObject({
  webhook_id: z
    .string()
    .refine(isRecordId, { error: 'must be the id of a webhook' })
    .meta({ description: 'Of one of GET /webhooks.', example: '3' }),
});

/**
 * Tells an endpoint of the event, signed and retried like every webhook. An endpoint that subscribed to
 * the event itself is told once all the same.
 */
@WorkflowAction('webhook', { label: 'Call a webhook', schema, aggregates: [issueEvents] })
@Injectable()
export class WebhookAction implements WorkflowActionHandler<z.output<typeof schema>> {
  constructor(private readonly deliveries: Deliveries) {}

  async run(input: z.output<typeof schema>, { manager, event }: WorkflowActionContext) {
    const made = await this.deliveries.enqueue(manager, {
      kind: 'event',
      refId: event.id,
      subscriber: WEBHOOK_SUBSCRIBER,
      target: input.webhook_id,
      itemType: issueEvents.itemType,
      itemId: event.aggregateId,
      event: event.action,
    });
    return { delivery_id: made?.id ?? null };
  }
}
