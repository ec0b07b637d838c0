import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager, MoreThan } from 'typeorm';
import { decodeCursor } from '../../http/pagination/cursor.js';
import { type KeysetPage, keysetPage } from '../../http/pagination/keyset-page.js';
import { type Edit } from '../../http/records/edit.interface.js';
import { assertMatches } from '../../http/records/if-match.util.js';
import { isRecordId } from '../../http/schemas/is-record-id.util.js';
import { InvoiceItemActs, type ItemChanges, type NewItem } from './acts/invoice-item-acts.js';
import { InvoiceItemNotFoundError } from './billing.errors.js';
import { InvoiceItem } from './entities/invoice-item.entity.js';
import { type Invoice } from './entities/invoice.entity.js';
import { InvoicesService } from './invoices.service.js';
import { InvoiceReader } from './reading/invoice-reader.js';

/** Reads and writes the items of invoices for people. */
@Injectable()
export class InvoiceItemsService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly invoices: InvoicesService,
    private readonly reader: InvoiceReader,
    private readonly acts: InvoiceItemActs,
  ) {}

  /** One page of an invoice's items, in the order in which they were added. */
  async page(
    invoiceId: string,
    page: { readonly after?: string | undefined; readonly limit: number },
  ): Promise<KeysetPage<InvoiceItem>> {
    await this.reader.assertInvoice(invoiceId);
    const list = `invoice-items-${invoiceId}`;
    const after = page.after === undefined ? undefined : decodeCursor(list, page.after);
    const found = await this.dataSource.manager.find(InvoiceItem, {
      where: { invoiceId, ...(after !== undefined && { id: MoreThan(after) }) },
      order: { id: 'ASC' },
      take: page.limit + 1,
    });
    return keysetPage(list, found, page.limit);
  }

  /** @throws InvoiceItemNotFoundError */
  async get(id: string, manager: EntityManager = this.dataSource.manager): Promise<InvoiceItem> {
    const item = isRecordId(id) && (await manager.findOneBy(InvoiceItem, { id }));
    if (!item) {
      throw new InvoiceItemNotFoundError(id);
    }
    return item;
  }

  add(invoiceId: string, input: NewItem, edit: Edit): Promise<InvoiceItem> {
    return this.invoices.own(invoiceId, edit, (manager, invoice) =>
      this.acts.add(manager, invoice, input),
    );
  }

  edit(id: string, changes: ItemChanges, edit: Edit): Promise<InvoiceItem> {
    return this.change(id, edit, async (manager, invoice, item) => {
      await this.acts.edit(manager, invoice, item, changes);
      return this.get(id, manager);
    });
  }

  async remove(id: string, edit: Edit): Promise<void> {
    await this.change(id, edit, (manager, invoice, item) =>
      this.acts.remove(manager, invoice, item),
    );
  }

  /** Locks the invoice before its item, as every other writer does; the ETag is the item's. */
  private async change<T>(
    id: string,
    { editor, ifMatch }: Edit,
    act: (manager: EntityManager, invoice: Invoice, item: InvoiceItem) => Promise<T>,
  ): Promise<T> {
    const { invoiceId } = await this.get(id);
    return this.invoices.own(invoiceId, { editor }, async (manager, invoice) => {
      const item = await manager.findOne(InvoiceItem, {
        where: { id, invoiceId },
        lock: { mode: 'pessimistic_write' },
      });
      if (!item) {
        throw new InvoiceItemNotFoundError(id);
      }
      assertMatches(ifMatch, item);
      return act(manager, invoice, item);
    });
  }
}
