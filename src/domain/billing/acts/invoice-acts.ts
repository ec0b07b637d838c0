import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { happenedAt } from '../../../platform/correlation/index.js';
import { InjectEvents } from '../../../platform/events/index.js';
import { EmptyInvoiceError } from '../billing.errors.js';
import { InvoiceItem } from '../entities/invoice-item.entity.js';
import { Invoice } from '../entities/invoice.entity.js';
import { type CorrectionCause, invoiceEvents, type InvoiceRecorder } from '../invoice.events.js';
import { type Correction, InvoiceSums } from './invoice-sums.js';
import { assertStatus } from './locked-invoices.js';

/** What can be done to an invoice, whoever does it; in the caller's transaction, on a locked one. */
@Injectable()
export class InvoiceActs {
  constructor(
    private readonly sums: InvoiceSums,
    @InjectEvents(invoiceEvents) private readonly events: InvoiceRecorder,
  ) {}

  /** Begins an invoice for a user; the database gives it its number. */
  async draft(
    manager: EntityManager,
    input: { readonly userId: string; readonly currency: string },
  ): Promise<Invoice> {
    const at = happenedAt();
    const { id } = await manager.save(
      manager.create(Invoice, { ...input, status: 'draft', createdAt: at, updatedAt: at }),
    );
    await this.events.recordEvent(manager, id, 'drafted');
    return manager.findOneByOrFail(Invoice, { id });
  }

  /** @throws InvoiceStatusError, EmptyInvoiceError */
  async issue(manager: EntityManager, invoice: Invoice): Promise<void> {
    assertStatus(invoice, 'draft', 'issued');
    if (!(await manager.existsBy(InvoiceItem, { invoiceId: invoice.id }))) {
      throw new EmptyInvoiceError(invoice.number);
    }
    // What another program changed a moment ago belongs on what is sent.
    const correction = await this.sums.bring(manager, invoice.id);
    invoice.totalPrice = correction?.to ?? invoice.totalPrice;
    await this.change(manager, invoice, { status: 'issued', issuedAt: happenedAt() });
    await this.events.recordEvent(manager, invoice, 'issued', { extra: settled(invoice) });
  }

  /** @throws InvoiceStatusError */
  async pay(manager: EntityManager, invoice: Invoice): Promise<void> {
    assertStatus(invoice, 'issued', 'paid');
    await this.change(manager, invoice, { status: 'paid', paidAt: happenedAt() });
    await this.events.recordEvent(manager, invoice, 'paid', { extra: settled(invoice) });
  }

  /** @throws InvoiceStatusError */
  async void(manager: EntityManager, invoice: Invoice, reason: string | null): Promise<void> {
    assertStatus(invoice, 'issued', 'voided');
    await this.change(manager, invoice, { status: 'void', voidedAt: happenedAt() });
    await this.events.recordEvent(manager, invoice, 'voided', { extra: { reason } });
  }

  /**
   * Brings the total up to date after somebody changed items past these acts, and tells why.
   * @returns undefined when there was nothing to correct
   */
  async correct(
    manager: EntityManager,
    invoiceId: string,
    cause: CorrectionCause,
  ): Promise<Correction | undefined> {
    const correction = await this.sums.bring(manager, invoiceId);
    if (correction) {
      const extra = { ...correction, cause };
      await this.events.recordEvent(manager, invoiceId, 'total_corrected', { extra });
    }
    return correction;
  }

  private async change(
    manager: EntityManager,
    invoice: Invoice,
    columns: Partial<Invoice>,
  ): Promise<void> {
    await manager.update(Invoice, invoice.id, { ...columns, updatedAt: happenedAt() });
    Object.assign(invoice, columns);
  }
}

function settled({ totalPrice, currency }: Invoice) {
  return { total_price: totalPrice, currency };
}
