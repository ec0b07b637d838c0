import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { isRecordId } from '../../../http/schemas/is-record-id.util.js';
import { happenedAt } from '../../../platform/correlation/index.js';
import { InjectEvents } from '../../../platform/events/index.js';
import { BillingReferenceError } from '../billing.errors.js';
import { InvoiceItem } from '../entities/invoice-item.entity.js';
import { type Invoice } from '../entities/invoice.entity.js';
import { Product } from '../entities/product.entity.js';
import { invoiceEvents, type InvoiceRecorder } from '../invoice.events.js';
import { InvoiceSums } from './invoice-sums.js';
import { assertStatus } from './locked-invoices.js';

/** One line to be; what is left out comes from its product. */
export interface NewItem {
  readonly productId?: string | undefined;
  readonly description?: string | undefined;
  readonly quantity: string;
  readonly unitPrice?: string | undefined;
}

/** What can change about a line. */
export type ItemChanges = Partial<Pick<InvoiceItem, 'description' | 'quantity' | 'unitPrice'>>;

/**
 * What can be done to the items of a draft; in the caller's transaction, on a locked invoice. The
 * total follows in the same transaction.
 */
@Injectable()
export class InvoiceItemActs {
  constructor(
    private readonly sums: InvoiceSums,
    @InjectEvents(invoiceEvents) private readonly events: InvoiceRecorder,
  ) {}

  /**
   * @param path where the item stands in what the caller sent, for what is wrong with it
   * @throws InvoiceStatusError, BillingReferenceError
   */
  async add(
    manager: EntityManager,
    invoice: Invoice,
    input: NewItem,
    path = '',
  ): Promise<InvoiceItem> {
    assertStatus(invoice, 'draft', 'given items');
    const product = await this.product(manager, invoice, input, path);
    const at = happenedAt();
    const { id } = await manager.save(
      manager.create(InvoiceItem, {
        invoiceId: invoice.id,
        productId: product?.id ?? null,
        description: required(input.description ?? product?.name, `${path}description`),
        quantity: input.quantity,
        unitPrice: required(input.unitPrice ?? product?.unitPrice, `${path}unit_price`),
        createdAt: at,
        updatedAt: at,
      }),
    );
    const item = await manager.findOneByOrFail(InvoiceItem, { id });
    await this.events.recordEvent(manager, invoice, 'item_added', {
      record: item,
      extra: lineOf(item),
    });
    await this.sums.bring(manager, invoice.id);
    return item;
  }

  /** @throws InvoiceStatusError */
  async edit(
    manager: EntityManager,
    invoice: Invoice,
    item: InvoiceItem,
    changes: ItemChanges,
  ): Promise<void> {
    assertStatus(invoice, 'draft', 'changed');
    const news = newsOf(item, changes);
    if (Object.keys(news).length === 0) {
      return;
    }
    await manager.update(InvoiceItem, item.id, { ...news, updatedAt: happenedAt() });
    const now = await manager.findOneByOrFail(InvoiceItem, { id: item.id });
    await this.events.recordEvent(manager, invoice, 'item_changed', {
      record: now,
      extra: { from: lineOf(item), to: lineOf(now) },
    });
    await this.sums.bring(manager, invoice.id);
  }

  /** @throws InvoiceStatusError */
  async remove(manager: EntityManager, invoice: Invoice, item: InvoiceItem): Promise<void> {
    assertStatus(invoice, 'draft', 'changed');
    await manager.delete(InvoiceItem, item.id);
    await this.events.recordEvent(manager, invoice, 'item_removed', {
      record: item,
      extra: lineOf(item),
    });
    await this.sums.bring(manager, invoice.id);
  }

  private async product(
    manager: EntityManager,
    { currency }: Invoice,
    { productId: id }: NewItem,
    path: string,
  ): Promise<Product | undefined> {
    if (id === undefined) {
      return undefined;
    }
    const product = isRecordId(id) && (await manager.findOneBy(Product, { id }));
    if (!product) {
      throw new BillingReferenceError(
        `${path}product_id`,
        'is no product',
        'Send the id of one of GET /products, or leave it out.',
      );
    }
    if (product.currency !== currency) {
      throw new BillingReferenceError(
        `${path}product_id`,
        `is sold in ${product.currency}, the invoice is in ${currency}`,
        'Send a product of the same currency, or leave it out and name a price.',
      );
    }
    return product;
  }
}

/** What is another value than the item has: an edit that changes nothing leaves no trace. */
function newsOf(item: InvoiceItem, { description, quantity, unitPrice }: ItemChanges): ItemChanges {
  return {
    ...(description !== undefined && description !== item.description && { description }),
    ...(quantity !== undefined && exact(quantity) !== item.quantity && { quantity }),
    ...(unitPrice !== undefined && exact(unitPrice) !== item.unitPrice && { unitPrice }),
  };
}

/** As PostgreSQL writes a numeric of four decimals. */
function exact(decimal: string): string {
  const [whole, fraction = ''] = decimal.split('.');
  return `${whole}.${fraction.padEnd(4, '0')}`;
}

function required(value: string | undefined, field: string): string {
  if (value === undefined) {
    throw new BillingReferenceError(
      field,
      'is missing',
      'Send it, or a product_id that it can be taken from.',
    );
  }
  return value;
}

function lineOf({ description, quantity, unitPrice, totalPrice }: InvoiceItem) {
  return { description, quantity, unit_price: unitPrice, total_price: totalPrice };
}
