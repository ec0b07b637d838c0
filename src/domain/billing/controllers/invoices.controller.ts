import { Body, Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type z } from 'zod';
import { CurrentPrincipal } from '../../../http/access/current-principal.decorator.js';
import { type Principal } from '../../../http/access/principal.interface.js';
import { CurrentEdit } from '../../../http/records/current-edit.decorator.js';
import { type Edit } from '../../../http/records/edit.interface.js';
import { Route } from '../../../http/records/route.decorator.js';
import { OutboxService } from '../../../platform/outbox/index.js';
import { InvoiceActs } from '../acts/invoice-acts.js';
import { invoiceEventPageSchema, invoiceEventView } from '../dto/invoice-event.schemas.js';
import { listBelowInvoiceSchema, newItemOf } from '../dto/invoice-item.schemas.js';
import {
  draftInvoiceSchema,
  editInvoiceSchema,
  invoicePageSchema,
  invoiceSchema,
  invoiceView,
  type InvoiceView,
  listInvoicesSchema,
  voidInvoiceSchema,
} from '../dto/invoice.schemas.js';
import { InvoicesService } from '../invoices.service.js';
import { type InvoiceFilter, InvoiceReader } from '../reading/invoice-reader.js';

/** Invoices: what people do to the invoice itself. */
@ApiTags('billing')
@Controller('invoices')
export class InvoicesController {
  constructor(
    private readonly invoices: InvoicesService,
    private readonly acts: InvoiceActs,
    private readonly reader: InvoiceReader,
    private readonly outbox: OutboxService,
  ) {}

  @Route('GET', '', {
    does: 'Lists invoices, newest first.',
    role: 'viewer',
    answers: invoicePageSchema,
    refuses: [400],
  })
  async page(
    @Query({ schema: listInvoicesSchema }) filter: InvoiceFilter,
  ): Promise<z.output<typeof invoicePageSchema>> {
    const feed_position = await this.outbox.feedPosition();
    const { items, next } = await this.reader.page(filter);
    return { items: items.map(invoiceView), next, feed_position };
  }

  @Route('POST', '', {
    does: 'Drafts an invoice, for the caller unless an operator names another user.',
    role: 'member',
    answers: invoiceSchema,
    createdAt: '/invoices',
    refuses: [400],
  })
  async draft(
    @CurrentPrincipal() author: Principal,
    @Body({ schema: draftInvoiceSchema }) body: z.output<typeof draftInvoiceSchema>,
  ): Promise<InvoiceView> {
    const items = body.items.map(newItemOf);
    return this.shown(await this.invoices.draft(author, { ...body, items }));
  }

  @Route('GET', ':id', {
    does: 'Reads an invoice.',
    role: 'viewer',
    answers: invoiceSchema,
    refuses: [404],
  })
  show(@Param('id') id: string): Promise<InvoiceView> {
    return this.shown(id);
  }

  @Route('PATCH', ':id', {
    does: 'Changes a draft: what the body leaves out stays as it is.',
    role: 'member',
    answers: invoiceSchema,
    refuses: [400, 404, 409, 412],
  })
  async edit(
    @Param('id') id: string,
    @CurrentEdit() edit: Edit,
    @Body({ schema: editInvoiceSchema }) body: z.output<typeof editInvoiceSchema>,
  ): Promise<InvoiceView> {
    await this.invoices.edit(id, body, edit);
    return this.shown(id);
  }

  @Route('DELETE', ':id', {
    does: 'Destroys a draft with its items.',
    role: 'member',
    refuses: [404, 409, 412],
  })
  async remove(@Param('id') id: string, @CurrentEdit() edit: Edit): Promise<void> {
    await this.invoices.remove(id, edit);
  }

  @Route('POST', ':id/issue', {
    does: 'Sends a draft to its user: its items stand from now on.',
    role: 'member',
    answers: invoiceSchema,
    refuses: [404, 409, 412],
  })
  async issue(@Param('id') id: string, @CurrentEdit() edit: Edit): Promise<InvoiceView> {
    await this.invoices.own(id, edit, (manager, invoice) => this.acts.issue(manager, invoice));
    return this.shown(id);
  }

  @Route('POST', ':id/pay', {
    does: 'Notes that an issued invoice is paid.',
    role: 'operator',
    answers: invoiceSchema,
    refuses: [404, 409, 412],
  })
  async pay(@Param('id') id: string, @CurrentEdit() edit: Edit): Promise<InvoiceView> {
    await this.invoices.change(id, edit, (manager, invoice) => this.acts.pay(manager, invoice));
    return this.shown(id);
  }

  @Route('POST', ':id/void', {
    does: 'Takes back an issued invoice: nobody owes it any more.',
    role: 'operator',
    answers: invoiceSchema,
    refuses: [400, 404, 409, 412],
  })
  async void(
    @Param('id') id: string,
    @CurrentEdit() edit: Edit,
    @Body({ schema: voidInvoiceSchema }) body: z.output<typeof voidInvoiceSchema>,
  ): Promise<InvoiceView> {
    const reason = body?.reason ?? null;
    await this.invoices.change(id, edit, (manager, invoice) =>
      this.acts.void(manager, invoice, reason),
    );
    return this.shown(id);
  }

  @Route('GET', ':id/events', {
    does: 'Tells what happened to an invoice, newest first.',
    role: 'viewer',
    answers: invoiceEventPageSchema,
    refuses: [400, 404],
  })
  async events(
    @Param('id') id: string,
    @Query({ schema: listBelowInvoiceSchema }) query: z.output<typeof listBelowInvoiceSchema>,
  ): Promise<z.output<typeof invoiceEventPageSchema>> {
    const feed_position = await this.outbox.feedPosition();
    const { items, next } = await this.reader.events(id, query);
    return { items: items.map(invoiceEventView), next, feed_position };
  }

  private async shown(id: string): Promise<InvoiceView> {
    return invoiceView(await this.reader.get(id));
  }
}
