import { Body, Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type z } from 'zod';
import { CurrentEdit } from '../../../http/records/current-edit.decorator.js';
import { type Edit } from '../../../http/records/edit.interface.js';
import { Route } from '../../../http/records/route.decorator.js';
import { OutboxService } from '../../../platform/outbox/index.js';
import {
  createProductSchema,
  listProductsSchema,
  productPageSchema,
  productSchema,
  productView,
  type ProductView,
  updateProductSchema,
} from '../dto/product.schemas.js';
import { type ProductColumns, ProductsService } from '../products.service.js';

/** What is sold. */
@ApiTags('billing')
@Controller('products')
export class ProductsController {
  constructor(
    private readonly products: ProductsService,
    private readonly outbox: OutboxService,
  ) {}

  @Route('GET', '', {
    does: 'Lists products, newest first.',
    role: 'viewer',
    answers: productPageSchema,
    refuses: [400],
  })
  async page(
    @Query({ schema: listProductsSchema }) query: z.output<typeof listProductsSchema>,
  ): Promise<z.output<typeof productPageSchema>> {
    const feed_position = await this.outbox.feedPosition();
    const { items, next } = await this.products.page(query);
    return { items: items.map(productView), next, feed_position };
  }

  @Route('GET', ':id', {
    does: 'Reads a product.',
    role: 'viewer',
    answers: productSchema,
    refuses: [404],
  })
  async show(@Param('id') id: string): Promise<ProductView> {
    return productView(await this.products.get(id));
  }

  @Route('POST', '', {
    does: 'Begins to sell a product.',
    role: 'operator',
    answers: productSchema,
    createdAt: '/products',
    refuses: [400, 409],
  })
  async create(
    @Body({ schema: createProductSchema }) body: z.output<typeof createProductSchema>,
  ): Promise<ProductView> {
    return productView(await this.products.create(columnsOf(body)));
  }

  @Route('PATCH', ':id', {
    does: 'Changes a product: what the body leaves out stays, and items keep what they cost.',
    role: 'operator',
    answers: productSchema,
    refuses: [400, 404, 409, 412],
  })
  async update(
    @Param('id') id: string,
    @CurrentEdit() { ifMatch }: Edit,
    @Body({ schema: updateProductSchema }) body: z.output<typeof updateProductSchema>,
  ): Promise<ProductView> {
    return productView(await this.products.update(id, columnsOf(body), ifMatch));
  }

  @Route('DELETE', ':id', {
    does: 'Destroys a product that is on no invoice.',
    role: 'operator',
    refuses: [404, 409, 412],
  })
  async remove(@Param('id') id: string, @CurrentEdit() { ifMatch }: Edit): Promise<void> {
    await this.products.remove(id, ifMatch);
  }
}

/** The columns that a body names. */
function columnsOf(body: z.output<typeof updateProductSchema>): ProductColumns {
  const { unit_price: unitPrice, ...same } = body;
  return { ...same, ...(unitPrice !== undefined && { unitPrice }) };
}
