import { invoiceEvents } from '../domain/billing/index.js';
import { issueEvents } from '../domain/issues/index.js';
import type { AggregateEvents } from '../platform/events/index.js';

/** The events of every aggregate of the application; each domain adds its own. */
export const EVENT_DEFINITIONS: readonly AggregateEvents[] = [invoiceEvents, issueEvents];
