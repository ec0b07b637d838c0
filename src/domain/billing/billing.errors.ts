import type { InvoiceStatus } from './interfaces/invoice-words.js';

/** Anything the billing domain refuses. */
export abstract class BillingError extends Error {
  abstract readonly code: string;

  constructor(message: string) {
    super(message);
    this.name = new.target.name;
  }
}

/** No such product; also for ids that can be no product's. */
export class ProductNotFoundError extends BillingError {
  readonly code = 'BILLING_PRODUCT_NOT_FOUND';

  constructor(id: string) {
    super(`There is no product ${shown(id)}. See GET /products for those there are.`);
  }
}

/** No such invoice; also for ids that can be no invoice's. */
export class InvoiceNotFoundError extends BillingError {
  readonly code = 'BILLING_INVOICE_NOT_FOUND';

  constructor(id: string) {
    super(`There is no invoice ${shown(id)}. See GET /invoices for those there are.`);
  }
}

/** No such item; also for ids that can be no item's. */
export class InvoiceItemNotFoundError extends BillingError {
  readonly code = 'BILLING_ITEM_NOT_FOUND';

  constructor(id: string) {
    super(
      `There is no invoice item ${shown(id)}. See GET /invoices/:id/items for those there are.`,
    );
  }
}

/** What an invoice is does not allow what was asked for. */
export class InvoiceStatusError extends BillingError {
  readonly code = 'BILLING_STATUS_CONFLICT';
  readonly details: { readonly status: InvoiceStatus; readonly needs: InvoiceStatus };

  constructor(
    { number, status }: { readonly number: string; readonly status: InvoiceStatus },
    needs: InvoiceStatus,
    what: string,
  ) {
    super(`${number} is ${PHRASES[status]}: only ${ALLOWED[needs]} can be ${what}.`);
    this.details = { status, needs };
  }
}

/** There is nothing on the invoice that anybody could pay. */
export class EmptyInvoiceError extends BillingError {
  readonly code = 'BILLING_EMPTY_CONFLICT';

  constructor(number: string) {
    super(`${number} has no items. Add one with POST /invoices/:id/items, then issue it.`);
  }
}

/** The amounts on the invoice are of another currency. */
export class CurrencyConflictError extends BillingError {
  readonly code = 'BILLING_CURRENCY_CONFLICT';

  constructor(number: string) {
    super(`${number} has items already, in its currency. Remove them, or draft another invoice.`);
  }
}

/** A field of the body names a record that does not exist, or that does not go with the invoice. */
export class BillingReferenceError extends BillingError {
  readonly code = 'BILLING_REFERENCE_INVALID';
  readonly errors: readonly { field: string; problem: string; remedy: string }[];

  constructor(field: string, problem: string, remedy: string) {
    super(`${field} ${problem}. ${remedy}`);
    this.errors = [{ field, problem, remedy }];
  }
}

const PHRASES = { draft: 'a draft', issued: 'issued', paid: 'paid', void: 'void' } as const;
const ALLOWED = {
  draft: 'drafts',
  issued: 'issued invoices',
  paid: 'paid invoices',
  void: 'void invoices',
} as const;

function shown(id: string): string {
  return /^\d{1,40}$/.test(id) ? id : 'of this name';
}
