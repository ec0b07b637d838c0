import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { type z } from 'zod';
import { type Principal } from '../../http/access/principal.interface.js';
import { type Edit } from '../../http/records/edit.interface.js';
import { assertMatches } from '../../http/records/if-match.util.js';
import { assertMayEdit } from '../../http/records/may-edit.util.js';
import { InvoiceActs } from './acts/invoice-acts.js';
import { InvoiceItemActs, type NewItem } from './acts/invoice-item-acts.js';
import { assertStatus, LockedInvoices } from './acts/locked-invoices.js';
import { BillingReferenceError, CurrencyConflictError } from './billing.errors.js';
import { type editInvoiceSchema } from './dto/invoice.schemas.js';
import { InvoiceItem } from './entities/invoice-item.entity.js';
import { Invoice } from './entities/invoice.entity.js';

/** What a new invoice begins with; the user by handle. */
export interface InvoiceDraft {
  readonly currency: string;
  readonly user?: string | undefined;
  readonly items: readonly NewItem[];
}

/** One thing that is done to a locked invoice, in a transaction. */
export type InvoiceAct<T> = (manager: EntityManager, invoice: Invoice) => Promise<T>;

/** Writes invoices for people: who may do what, one transaction per request. */
@Injectable()
export class InvoicesService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly invoices: LockedInvoices,
    private readonly acts: InvoiceActs,
    private readonly items: InvoiceItemActs,
  ) {}

  /** @returns the id of the new invoice */
  async draft(author: Principal, { user, currency, items }: InvoiceDraft): Promise<string> {
    return this.dataSource.transaction(async (manager) => {
      const userId = user === undefined ? author.id : await userIdOf(manager, user);
      assertMayEdit(author, userId, 'invoice');
      const invoice = await this.acts.draft(manager, { userId, currency });
      for (const [index, item] of items.entries()) {
        await this.items.add(manager, invoice, item, `items.${index}.`);
      }
      return invoice.id;
    });
  }

  /** Changes what `input` names of a draft. */
  async edit(id: string, input: z.output<typeof editInvoiceSchema>, edit: Edit): Promise<void> {
    const { currency, user } = input;
    await this.own(id, edit, async (manager, invoice) => {
      assertStatus(invoice, 'draft', 'changed');
      if (currency !== undefined && currency !== invoice.currency) {
        if (await manager.existsBy(InvoiceItem, { invoiceId: id })) {
          throw new CurrencyConflictError(invoice.number);
        }
        await manager.update(Invoice, id, { currency });
      }
      const userId = user === undefined ? invoice.userId : await userIdOf(manager, user);
      if (userId !== invoice.userId) {
        assertMayEdit(edit.editor, userId, 'invoice');
        await manager.update(Invoice, id, { userId });
      }
    });
  }

  /** @throws InvoiceStatusError when it was sent to somebody already */
  async remove(id: string, edit: Edit): Promise<void> {
    await this.own(id, edit, async (manager, invoice) => {
      assertStatus(invoice, 'draft', 'destroyed');
      await manager.delete(Invoice, id);
    });
  }

  /** Does what the invoice's user and operators may do. */
  own<T>(id: string, edit: Edit, act: InvoiceAct<T>): Promise<T> {
    return this.change(id, edit, async (manager, invoice) => {
      assertMayEdit(edit.editor, invoice.userId, 'invoice');
      return act(manager, invoice);
    });
  }

  /** Does what everybody may do whose role the route lets in. */
  async change<T>(id: string, edit: Edit, act: InvoiceAct<T>): Promise<T> {
    return this.dataSource.transaction(async (manager) => {
      const invoice = await this.invoices.lock(manager, id);
      assertMatches(edit.ifMatch, invoice);
      return act(manager, invoice);
    });
  }
}

async function userIdOf(manager: EntityManager, handle: string): Promise<string> {
  const [row] = await manager.query<{ id: string }[]>(
    'SELECT id FROM users WHERE name = $1 AND active',
    [handle],
  );
  if (!row) {
    throw new BillingReferenceError('user', 'is no active user', 'Send the handle of one.');
  }
  return row.id;
}
