import { z } from 'zod';
import { pageQueryShape } from '../../../http/pagination/page-query.schema.js';
import { pageSchema } from '../../../http/pagination/page.schema.js';
import { line } from '../../../http/schemas/line.schema.js';
import { text } from '../../../http/schemas/text.schema.js';
import type { ItemChanges, NewItem } from '../acts/invoice-item-acts.js';
import type { InvoiceItem } from '../entities/invoice-item.entity.js';
import { amount, itemPrice, quantity } from './amounts.js';

const description = line(300).meta({ example: 'Espresso beans, 1 kg' });

/** One line of a new invoice; a product lends it what is left out. */
export const newItemSchema = z.strictObject({
  product_id: text(1, 40).optional().meta({ example: '3' }),
  description: description.optional(),
  quantity,
  unit_price: itemPrice.optional(),
});

/** Body of `POST /invoices/:id/items`. */
export const addItemSchema = newItemSchema.meta({
  example: { description: 'Espresso beans, 1 kg', quantity: '3', unit_price: '24.90' },
});

/** Body of `PATCH /invoice-items/:id`: what is left out stays. */
export const editItemSchema = z
  .strictObject({ description, quantity, unit_price: itemPrice })
  .partial()
  .meta({ example: { quantity: '4' } });

/** Query of `GET /invoices/:id/items`, and of other lists below an invoice. */
export const listBelowInvoiceSchema = z.strictObject(pageQueryShape);

/** A line of an invoice. */
export const invoiceItemSchema = z.object({
  id: z.string().meta({ example: '12' }),
  invoice_id: z.string().meta({ example: '7' }),
  product_id: z.string().nullable().meta({ example: '3' }),
  description,
  quantity: amount('3.0000'),
  unit_price: amount('24.9000'),
  total_price: amount('74.70'),
  version: z.int().meta({ description: 'The number in the ETag.', example: 1 }),
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
});

/** A page of items, in the order in which they were added. */
export const invoiceItemPageSchema = pageSchema(invoiceItemSchema);

export type InvoiceItemView = z.output<typeof invoiceItemSchema>;

export function invoiceItemView(item: InvoiceItem): InvoiceItemView {
  return {
    id: item.id,
    invoice_id: item.invoiceId,
    product_id: item.productId,
    description: item.description,
    quantity: item.quantity,
    unit_price: item.unitPrice,
    total_price: item.totalPrice,
    version: item.version,
    created_at: item.createdAt.toISOString(),
    updated_at: item.updatedAt.toISOString(),
  };
}

export function newItemOf(body: z.output<typeof newItemSchema>): NewItem {
  const { product_id: productId, unit_price: unitPrice, ...same } = body;
  return { ...same, productId, unitPrice };
}

export function itemChangesOf({
  unit_price: unitPrice,
  ...same
}: z.output<typeof editItemSchema>): ItemChanges {
  return { ...same, ...(unitPrice !== undefined && { unitPrice }) };
}
