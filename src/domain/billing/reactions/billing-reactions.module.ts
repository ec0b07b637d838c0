import { Module } from '@nestjs/common';
import { BillingModule } from '../billing.module.js';
import { InvoiceNotificationInbox } from './invoice-notification.inbox.js';
import { InvoiceTotals } from './invoice-totals.js';

/**
 * What happens because of what happens to invoices and their items. Apart from `BillingModule`, so that
 * a command can write invoices in a process that has no queues.
 */
@Module({
  imports: [BillingModule],
  providers: [InvoiceNotificationInbox, InvoiceTotals],
})
export class BillingReactionsModule {}
