import { Body, Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type z } from 'zod';
import { CurrentEdit } from '../../../http/records/current-edit.decorator.js';
import { type Edit } from '../../../http/records/edit.interface.js';
import { Route } from '../../../http/records/route.decorator.js';
import { OutboxService } from '../../../platform/outbox/index.js';
import {
  addItemSchema,
  editItemSchema,
  invoiceItemPageSchema,
  invoiceItemSchema,
  invoiceItemView,
  type InvoiceItemView,
  itemChangesOf,
  listBelowInvoiceSchema,
  newItemOf,
} from '../dto/invoice-item.schemas.js';
import { InvoiceItemsService } from '../invoice-items.service.js';

/** The lines of invoices; the invoice's total follows them. */
@ApiTags('billing')
@Controller()
export class InvoiceItemsController {
  constructor(
    private readonly items: InvoiceItemsService,
    private readonly outbox: OutboxService,
  ) {}

  @Route('GET', 'invoices/:invoiceId/items', {
    does: 'Lists the items of an invoice, in the order in which they were added.',
    role: 'viewer',
    answers: invoiceItemPageSchema,
    refuses: [400, 404],
  })
  async page(
    @Param('invoiceId') invoiceId: string,
    @Query({ schema: listBelowInvoiceSchema }) query: z.output<typeof listBelowInvoiceSchema>,
  ): Promise<z.output<typeof invoiceItemPageSchema>> {
    const feed_position = await this.outbox.feedPosition();
    const { items, next } = await this.items.page(invoiceId, query);
    return { items: items.map(invoiceItemView), next, feed_position };
  }

  @Route('POST', 'invoices/:invoiceId/items', {
    does: 'Adds an item to a draft; If-Match takes the ETag of the invoice.',
    role: 'member',
    answers: invoiceItemSchema,
    createdAt: '/invoice-items',
    refuses: [400, 404, 409, 412],
  })
  async add(
    @Param('invoiceId') invoiceId: string,
    @CurrentEdit() edit: Edit,
    @Body({ schema: addItemSchema }) body: z.output<typeof addItemSchema>,
  ): Promise<InvoiceItemView> {
    return invoiceItemView(await this.items.add(invoiceId, newItemOf(body), edit));
  }

  @Route('GET', 'invoice-items/:id', {
    does: 'Reads an item of an invoice.',
    role: 'viewer',
    answers: invoiceItemSchema,
    refuses: [404],
  })
  async show(@Param('id') id: string): Promise<InvoiceItemView> {
    return invoiceItemView(await this.items.get(id));
  }

  @Route('PATCH', 'invoice-items/:id', {
    does: 'Changes an item of a draft: what the body leaves out stays as it is.',
    role: 'member',
    answers: invoiceItemSchema,
    refuses: [400, 404, 409, 412],
  })
  async edit(
    @Param('id') id: string,
    @CurrentEdit() edit: Edit,
    @Body({ schema: editItemSchema }) body: z.output<typeof editItemSchema>,
  ): Promise<InvoiceItemView> {
    return invoiceItemView(await this.items.edit(id, itemChangesOf(body), edit));
  }

  @Route('DELETE', 'invoice-items/:id', {
    does: 'Takes an item off a draft.',
    role: 'member',
    refuses: [404, 409, 412],
  })
  async remove(@Param('id') id: string, @CurrentEdit() edit: Edit): Promise<void> {
    await this.items.remove(id, edit);
  }
}
