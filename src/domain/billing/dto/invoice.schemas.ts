import { z } from 'zod';
import { pageQueryShape } from '../../../http/pagination/page-query.schema.js';
import { pageSchema } from '../../../http/pagination/page.schema.js';
import { personSchema, personView } from '../../../http/records/person.schema.js';
import { text } from '../../../http/schemas/text.schema.js';
import type { Invoice } from '../entities/invoice.entity.js';
import { INVOICE_STATUSES } from '../interfaces/invoice-words.js';
import { amount, currency } from './amounts.js';
import { newItemSchema } from './invoice-item.schemas.js';

const MOST_ITEMS = 200;

const handle = text(1, 63).meta({ description: 'Handle of a user.', example: 'mia' });
const time = z.iso.datetime().meta({ example: '2026-11-21T18:00:00.000Z' });

/** Body of `POST /invoices`. */
export const draftInvoiceSchema = z
  .strictObject({
    currency,
    user: handle.optional().meta({ description: 'Who owes it; the caller unless told.' }),
    items: z.array(newItemSchema).max(MOST_ITEMS).default([]),
  })
  .meta({
    example: {
      currency: 'EUR',
      items: [{ description: 'Espresso beans, 1 kg', quantity: '3', unit_price: '24.90' }],
    },
  });

/** Body of `PATCH /invoices/:id`: what is left out stays. */
export const editInvoiceSchema = z
  .strictObject({ currency, user: handle })
  .partial()
  .meta({ example: { currency: 'USD' } });

/** Body of `POST /invoices/:id/void`; it may be left out. */
export const voidInvoiceSchema = z
  .strictObject({ reason: text(1, 500).optional() })
  .optional()
  .meta({ example: { reason: 'Sent to the wrong customer' } });

/** Query of `GET /invoices`. */
export const listInvoicesSchema = z.strictObject({
  ...pageQueryShape,
  status: z.enum(INVOICE_STATUSES).optional(),
  user: handle.optional(),
  currency: currency.optional(),
  number: text(1, 40).optional().meta({ example: 'INV-000007' }),
});

/** An invoice; its items are a list of their own. */
export const invoiceSchema = z.object({
  id: z.string().meta({ example: '7' }),
  number: z.string().meta({ example: 'INV-000007' }),
  user: personSchema,
  status: z.enum(INVOICE_STATUSES),
  currency,
  total_price: amount('74.70'),
  issued_at: time.nullable(),
  paid_at: time.nullable(),
  voided_at: time.nullable(),
  version: z.int().meta({ description: 'The number in the ETag.', example: 1 }),
  created_at: time,
  updated_at: time,
});

/** A page of invoices, newest first. */
export const invoicePageSchema = pageSchema(invoiceSchema);

export type InvoiceView = z.output<typeof invoiceSchema>;

/** Needs `user` loaded. */
export function invoiceView(invoice: Invoice): InvoiceView {
  return {
    id: invoice.id,
    number: invoice.number,
    user: personView(invoice.user),
    status: invoice.status,
    currency: invoice.currency,
    total_price: invoice.totalPrice,
    issued_at: invoice.issuedAt && invoice.issuedAt.toISOString(),
    paid_at: invoice.paidAt && invoice.paidAt.toISOString(),
    voided_at: invoice.voidedAt && invoice.voidedAt.toISOString(),
    version: invoice.version,
    created_at: invoice.createdAt.toISOString(),
    updated_at: invoice.updatedAt.toISOString(),
  };
}
