import { InvoiceItem } from './entities/invoice-item.entity.js';
import { Invoice } from './entities/invoice.entity.js';
import { Product } from './entities/product.entity.js';

/** Every entity of the billing domain. */
export const BILLING_ENTITIES = [Product, Invoice, InvoiceItem] as const;
