import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';

/** A total that was not the sum of the items. */
export interface Correction {
  readonly from: string;
  readonly to: string;
}

const LOCK = 'SELECT total_price FROM invoices WHERE id = $1 FOR NO KEY UPDATE';

const BRING = `
  UPDATE invoices AS invoice SET total_price = items.total
  FROM (SELECT coalesce(sum(total_price), 0.00) AS total FROM invoice_items WHERE invoice_id = $1) AS items
  WHERE invoice.id = $1 AND invoice.total_price <> items.total
  RETURNING invoice.total_price`;

/** Keeps the total of an invoice what its items add up to; all arithmetic is PostgreSQL's. */
@Injectable()
export class InvoiceSums {
  /**
   * Brings one invoice's total up to date, in the caller's transaction.
   * The lock comes first and by itself: an update that waited for it would add up the items as they
   * were before it waited.
   * @returns what was corrected; undefined when nothing was, or the invoice is gone
   */
  async bring(manager: EntityManager, invoiceId: string): Promise<Correction | undefined> {
    const [before] = await manager.query<{ total_price: string }[]>(LOCK, [invoiceId]);
    if (!before) {
      return undefined;
    }
    const [changed] = await manager.query<[{ total_price: string }[], number]>(BRING, [invoiceId]);
    const [after] = changed;
    return after && { from: before.total_price, to: after.total_price };
  }
}
