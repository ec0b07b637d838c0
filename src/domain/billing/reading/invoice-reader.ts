import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, LessThan } from 'typeorm';
import { type z } from 'zod';
import { decodeCursor } from '../../../http/pagination/cursor.js';
import { type KeysetPage, keysetPage } from '../../../http/pagination/keyset-page.js';
import { BadCursorError } from '../../../http/pagination/pagination.errors.js';
import { isRecordId } from '../../../http/schemas/is-record-id.util.js';
import {
  type EventFeedPage,
  InjectEventReader,
  InvalidEventQueryError,
} from '../../../platform/events/index.js';
import { InvoiceNotFoundError } from '../billing.errors.js';
import { type listInvoicesSchema } from '../dto/invoice.schemas.js';
import { Invoice } from '../entities/invoice.entity.js';
import { type InvoiceEvent, invoiceEvents, type InvoiceHistory } from '../invoice.events.js';

/** What to list. */
export type InvoiceFilter = z.output<typeof listInvoicesSchema>;

const LIST = 'invoices';

const WITH_USER = {
  relations: { user: true },
  select: { user: { id: true, name: true, displayName: true } },
} as const;

/** Reads invoices and what happened to them. */
@Injectable()
export class InvoiceReader {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    @InjectEventReader(invoiceEvents) private readonly history: InvoiceHistory,
  ) {}

  /** One page, newest first. */
  async page({ after, limit, user, ...columns }: InvoiceFilter): Promise<KeysetPage<Invoice>> {
    const given = Object.entries(columns).filter(([, value]) => value !== undefined);
    const found = await this.dataSource.manager.find(Invoice, {
      ...WITH_USER,
      where: {
        ...Object.fromEntries(given),
        ...(user !== undefined && { user: { name: user } }),
        ...(after !== undefined && { id: LessThan(decodeCursor(LIST, after)) }),
      },
      order: { id: 'DESC' },
      take: limit + 1,
    });
    return keysetPage(LIST, found, limit);
  }

  /** @throws InvoiceNotFoundError */
  async get(id: string): Promise<Invoice> {
    const invoice =
      isRecordId(id) &&
      (await this.dataSource.manager.findOne(Invoice, { ...WITH_USER, where: { id } }));
    if (!invoice) {
      throw new InvoiceNotFoundError(id);
    }
    return invoice;
  }

  /** @throws InvoiceNotFoundError */
  async assertInvoice(id: string): Promise<void> {
    if (!isRecordId(id) || !(await this.dataSource.manager.existsBy(Invoice, { id }))) {
      throw new InvoiceNotFoundError(id);
    }
  }

  /** One page of what happened to an invoice, newest first. */
  async events(
    invoiceId: string,
    { after, limit }: { readonly after?: string | undefined; readonly limit: number },
  ): Promise<EventFeedPage<InvoiceEvent>> {
    await this.assertInvoice(invoiceId);
    try {
      return await this.history.feed(invoiceId, {
        limit,
        ...(after !== undefined && { before: after }),
      });
    } catch (error) {
      throw error instanceof InvalidEventQueryError ? new BadCursorError() : error;
    }
  }
}
