import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { isRecordId } from '../../../http/schemas/is-record-id.util.js';
import { InvoiceNotFoundError, InvoiceStatusError } from '../billing.errors.js';
import { Invoice } from '../entities/invoice.entity.js';
import { type InvoiceStatus } from '../interfaces/invoice-words.js';

/** Gives out invoices to be changed, one caller at a time. */
@Injectable()
export class LockedInvoices {
  /**
   * Not FOR UPDATE: whoever adds an item elsewhere holds a key lock on the invoice and must not wait.
   * @throws InvoiceNotFoundError
   */
  async lock(manager: EntityManager, id: string): Promise<Invoice> {
    const invoice =
      isRecordId(id) &&
      (await manager.findOne(Invoice, { where: { id }, lock: { mode: 'for_no_key_update' } }));
    if (!invoice) {
      throw new InvoiceNotFoundError(id);
    }
    return invoice;
  }
}

/** @throws InvoiceStatusError when the invoice is anything else */
export function assertStatus(invoice: Invoice, needs: InvoiceStatus, what: string): void {
  if (invoice.status !== needs) {
    throw new InvoiceStatusError(invoice, needs, what);
  }
}
