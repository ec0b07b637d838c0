import { z } from 'zod';
import {
  defineEvents,
  type EventOf,
  type EventReader,
  type EventRecorder,
} from '../../platform/events/index.js';
import { InvoiceItem } from './entities/invoice-item.entity.js';

/** An amount as PostgreSQL writes it. */
const amount = z.string().regex(/^-?\d+\.\d+$/);

const line = z.strictObject({
  description: z.string(),
  quantity: amount,
  unit_price: amount,
  total_price: amount,
});

const settled = z.strictObject({ total_price: amount, currency: z.string() });

/** Who changed the items of an invoice past the application, and how. */
const cause = z.strictObject({
  /** Which road the change came by: `database` for psql. */
  source: z.string(),
  actor: z.string(),
  actor_type: z.string(),
  reason: z.string().nullable(),
  /** How many changes of items were looked at together, the application's own among them. */
  changes: z.int(),
  /** The last of them. */
  version_id: z.string(),
  item_id: z.string(),
});

/** What put a total wrong. */
export type CorrectionCause = z.output<typeof cause>;

/** What can happen to an invoice. Amounts are kept as they were then. */
export const invoiceEvents = defineEvents('invoice', {
  drafted: {},
  item_added: { record: InvoiceItem, extra: line, label: 'added an item' },
  item_changed: {
    record: InvoiceItem,
    extra: z.strictObject({ from: line, to: line }),
    label: 'changed an item',
  },
  item_removed: { record: InvoiceItem, extra: line, label: 'removed an item' },
  issued: { extra: settled },
  paid: { extra: settled },
  voided: { extra: z.strictObject({ reason: z.string().nullable() }) },
  total_corrected: {
    extra: z.strictObject({ from: amount, to: amount, cause }),
    label: 'corrected the total',
  },
});

/** One thing that happened to an invoice. */
export type InvoiceEvent = EventOf<typeof invoiceEvents>;

/** Records what happens to invoices. */
export type InvoiceRecorder = EventRecorder<typeof invoiceEvents>;

/** Reads what happened to invoices. */
export type InvoiceHistory = EventReader<typeof invoiceEvents>;
