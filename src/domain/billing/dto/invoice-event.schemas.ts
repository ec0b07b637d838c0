import { z } from 'zod';
import { pageSchema } from '../../../http/pagination/page.schema.js';
import type { InvoiceEvent } from '../invoice.events.js';

const time = z.string().meta({ example: '2026-11-21T18:00:00.000123Z' });

/** One thing that happened to an invoice. */
export const invoiceEventSchema = z.object({
  id: z.string().meta({ example: '912' }),
  action: z.string().meta({ example: 'total_corrected' }),
  actor: z.object({
    id: z.string().meta({ example: 'db:postgres' }),
    type: z.string().meta({ example: 'database' }),
  }),
  record: z.object({ type: z.string(), id: z.string() }).nullable(),
  extra: z.unknown().meta({ example: { from: '74.70', to: '99.60' } }),
  occurred_at: time,
  correlation_id: z.string(),
  causation_id: z.string().nullable().meta({ example: 'delivery:5' }),
});

/** A page of an invoice's events, newest first. */
export const invoiceEventPageSchema = pageSchema(invoiceEventSchema);

export type InvoiceEventView = z.output<typeof invoiceEventSchema>;

export function invoiceEventView(event: InvoiceEvent): InvoiceEventView {
  const { id, action, actor, record, extra } = event;
  return {
    id,
    action,
    actor: { id: actor.id, type: actor.type },
    record: record && { type: record.type, id: record.id },
    extra,
    occurred_at: event.occurredAt,
    correlation_id: event.correlationId,
    causation_id: event.causationId,
  };
}
