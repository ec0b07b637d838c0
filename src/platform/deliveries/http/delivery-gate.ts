import { Inject, Injectable } from '@nestjs/common';
import { DeliveryNotFoundError } from '../deliveries.errors.js';
import { DELIVERIES_OPTIONS } from '../deliveries.module-definition.js';
import type { DeliveriesModuleOptions } from '../interfaces/deliveries-module-options.interface.js';
import type { Delivery } from '../interfaces/delivery.interface.js';
import type { DeliveryFilter } from '../managing/delivery-filter.js';
import { DeliveryReader, type DeliveryPage } from '../managing/delivery-reader.js';

/** How often a page is refilled in place of deliveries that the caller may not see. */
const MOST_ROUNDS = 10;

/** Shows a request only deliveries about records that it may read. */
@Injectable()
export class DeliveryGate {
  constructor(
    @Inject(DELIVERIES_OPTIONS) private readonly options: DeliveriesModuleOptions,
    private readonly reader: DeliveryReader,
  ) {}

  /** A page; short, even empty, when most of it may not be read. */
  async page(
    request: unknown,
    filter: DeliveryFilter,
    { after, limit }: { readonly after?: string | undefined; readonly limit: number },
  ): Promise<DeliveryPage> {
    const items: Delivery[] = [];
    let cursor = after;
    for (let round = 0; round < MOST_ROUNDS; round += 1) {
      const page = await this.reader.list(filter, {
        limit: limit - items.length,
        ...(cursor !== undefined && { after: cursor }),
      });
      for (const delivery of page.items) {
        if (await this.canRead(request, delivery)) items.push(delivery);
      }
      if (page.next === null || items.length === limit) return { items, next: page.next };
      cursor = page.next;
    }
    return { items, next: cursor ?? null };
  }

  /** @throws DeliveryNotFoundError also for one that may not be read */
  async get(request: unknown, id: string): Promise<Delivery> {
    const delivery = await this.reader.get(id);
    if (!(await this.canRead(request, delivery))) throw new DeliveryNotFoundError(id);
    return delivery;
  }

  private async canRead(request: unknown, { itemType, itemId }: Delivery): Promise<boolean> {
    return (await this.options.access?.canRead(request, { itemType, itemId })) ?? false;
  }
}
