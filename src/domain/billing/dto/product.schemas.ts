import { z } from 'zod';
import { pageQueryShape } from '../../../http/pagination/page-query.schema.js';
import { pageSchema } from '../../../http/pagination/page.schema.js';
import { line } from '../../../http/schemas/line.schema.js';
import type { Product } from '../entities/product.entity.js';
import { amount, currency, productPrice } from './amounts.js';

const name = line(120).meta({ example: 'Espresso beans, 1 kg' });

/** Body of `POST /products`. */
export const createProductSchema = z
  .strictObject({ name, unit_price: productPrice, currency })
  .meta({ example: { name: 'Espresso beans, 1 kg', unit_price: '24.90', currency: 'EUR' } });

/** Body of `PATCH /products/:id`: what is left out stays; items that were sold keep their price. */
export const updateProductSchema = z
  .strictObject({ name, unit_price: productPrice, currency })
  .partial()
  .meta({ example: { unit_price: '26.50' } });

/** Query of `GET /products`. */
export const listProductsSchema = z.strictObject({
  ...pageQueryShape,
  currency: currency.optional(),
});

/** A product. */
export const productSchema = z.object({
  id: z.string().meta({ example: '3' }),
  name,
  unit_price: amount('24.9000'),
  currency,
  version: z.int().meta({ description: 'The number in the ETag.', example: 1 }),
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
});

/** A page of products, newest first. */
export const productPageSchema = pageSchema(productSchema);

export type ProductView = z.output<typeof productSchema>;

export function productView(product: Product): ProductView {
  return {
    id: product.id,
    name: product.name,
    unit_price: product.unitPrice,
    currency: product.currency,
    version: product.version,
    created_at: product.createdAt.toISOString(),
    updated_at: product.updatedAt.toISOString(),
  };
}
