import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { EventsModule } from '../../platform/events/index.js';
import { OutboxService } from '../../platform/outbox/index.js';
import { InvoiceActs } from './acts/invoice-acts.js';
import { InvoiceItemActs } from './acts/invoice-item-acts.js';
import { InvoiceSums } from './acts/invoice-sums.js';
import { LockedInvoices } from './acts/locked-invoices.js';
import { BILLING_ENTITIES } from './billing.constants.js';
import { InvoiceItemsController } from './controllers/invoice-items.controller.js';
import { InvoicesController } from './controllers/invoices.controller.js';
import { ProductsController } from './controllers/products.controller.js';
import { invoiceEvents } from './invoice.events.js';
import { InvoiceItemsService } from './invoice-items.service.js';
import { InvoicesService } from './invoices.service.js';
import { ProductsService } from './products.service.js';
import { InvoiceReader } from './reading/invoice-reader.js';
import { TotalsVerifier } from './verifying/totals-verifier.js';

/** What can be done to invoices, whoever does it. */
const ACTS = [InvoiceActs, InvoiceItemActs, InvoiceSums, LockedInvoices];

/** Invoices: the domain whose rows other programs change as well. */
@Module({
  imports: [
    TypeOrmModule.forFeature([...BILLING_ENTITIES]),
    EventsModule.forFeature([invoiceEvents]),
  ],
  controllers: [ProductsController, InvoicesController, InvoiceItemsController],
  providers: [
    ...ACTS,
    OutboxService,
    InvoiceItemsService,
    InvoiceReader,
    InvoicesService,
    ProductsService,
    TotalsVerifier,
  ],
  exports: ACTS,
})
export class BillingModule {}
