import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager, LessThan } from 'typeorm';
import { decodeCursor } from '../../http/pagination/cursor.js';
import { type KeysetPage, keysetPage } from '../../http/pagination/keyset-page.js';
import { assertMatches } from '../../http/records/if-match.util.js';
import { isRecordId } from '../../http/schemas/is-record-id.util.js';
import { ProductNotFoundError } from './billing.errors.js';
import { Product } from './entities/product.entity.js';

const LIST = 'products';

/** What can be said about a product. */
export type ProductColumns = Partial<Pick<Product, 'name' | 'unitPrice' | 'currency'>>;

/** Reads and writes products. */
@Injectable()
export class ProductsService {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** One page, newest first. */
  async page(query: {
    readonly after?: string | undefined;
    readonly limit: number;
    readonly currency?: string | undefined;
  }): Promise<KeysetPage<Product>> {
    const { after, limit, currency } = query;
    const found = await this.dataSource.manager.find(Product, {
      where: {
        ...(currency !== undefined && { currency }),
        ...(after !== undefined && { id: LessThan(decodeCursor(LIST, after)) }),
      },
      order: { id: 'DESC' },
      take: limit + 1,
    });
    return keysetPage(LIST, found, limit);
  }

  /** @throws ProductNotFoundError */
  async get(
    id: string,
    manager: EntityManager = this.dataSource.manager,
    lock = false,
  ): Promise<Product> {
    const product =
      isRecordId(id) &&
      (await manager.findOne(Product, {
        where: { id },
        ...(lock && { lock: { mode: 'pessimistic_write' } }),
      }));
    if (!product) {
      throw new ProductNotFoundError(id);
    }
    return product;
  }

  async create(columns: ProductColumns): Promise<Product> {
    return this.dataSource.transaction(async (manager) => {
      const { id } = await manager.save(manager.create(Product, columns));
      return this.get(id, manager);
    });
  }

  async update(id: string, columns: ProductColumns, ifMatch: string | undefined): Promise<Product> {
    return this.dataSource.transaction(async (manager) => {
      assertMatches(ifMatch, await this.get(id, manager, true));
      await manager.save(Product, { id, ...columns });
      return this.get(id, manager);
    });
  }

  /** Items that were sold keep a product alive: the database refuses. */
  async remove(id: string, ifMatch: string | undefined): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      assertMatches(ifMatch, await this.get(id, manager, true));
      await manager.delete(Product, id);
    });
  }
}
