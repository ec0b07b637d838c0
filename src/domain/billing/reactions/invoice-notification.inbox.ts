import { AppNotifications } from '../../../platform/channels/index.js';
import { SkipDelivery } from '../../../platform/deliveries/index.js';
import { type AnyEvent, type EventOf } from '../../../platform/events/index.js';
import { Inbox, type InboxContext, type InboxHooks, On } from '../../../platform/inbox/index.js';
import { Invoice } from '../entities/invoice.entity.js';
import { invoiceEvents } from '../invoice.events.js';

/** What the user of an invoice is told of. */
const TOLD = ['issued', 'paid', 'voided', 'total_corrected'] as const;

type ToldEvent = EventOf<typeof invoiceEvents, (typeof TOLD)[number]>;

/** Rings the bell of whoever owes an invoice, unless they did it themselves. */
@Inbox('invoice_notification')
export class InvoiceNotificationInbox implements InboxHooks {
  constructor(private readonly notifications: AppNotifications) {}

  /** History that is brought in afterwards is old: nobody is told. */
  shouldProcess({ source }: AnyEvent): boolean {
    return source !== 'replay';
  }

  @On(invoiceEvents, ...TOLD)
  async tell(event: ToldEvent, { manager, idempotencyKey }: InboxContext): Promise<void> {
    const invoice = await manager.findOne(Invoice, {
      where: { id: event.aggregateId },
      relations: { user: true },
      select: { user: { id: true, name: true, displayName: true } },
    });
    if (!invoice) {
      throw new SkipDelivery('the invoice is gone');
    }
    if (invoice.user.name === event.actor.id) {
      throw new SkipDelivery('its user did it');
    }
    const body = detailOf(event);
    await this.notifications.notify(manager, {
      userId: invoice.userId,
      kind: event.action,
      title: `${invoice.number} ${headlineOf(event, invoice.currency)}`,
      ...(body !== undefined && { body }),
      link: `/records/Invoice/${invoice.id}`,
      item: { type: 'Invoice', id: invoice.id },
      actor: event.actor.id,
      idempotencyKey,
    });
  }
}

function headlineOf(event: ToldEvent, currency: string): string {
  switch (event.action) {
    case 'issued':
      return `was issued: ${event.extra.total_price} ${event.extra.currency}`;
    case 'paid':
      return `is paid: ${event.extra.total_price} ${event.extra.currency}`;
    case 'voided':
      return 'was taken back';
    default:
      return `now is ${event.extra.to} ${currency} instead of ${event.extra.from} ${currency}`;
  }
}

function detailOf(event: ToldEvent): string | undefined {
  if (event.action === 'voided') {
    return event.extra.reason ?? undefined;
  }
  if (event.action !== 'total_corrected') {
    return undefined;
  }
  const { actor, reason, changes } = event.extra.cause;
  const what = changes === 1 ? 'an item' : 'items';
  return `${actor} changed ${what}${reason === null ? '' : `: ${reason}`}`;
}
