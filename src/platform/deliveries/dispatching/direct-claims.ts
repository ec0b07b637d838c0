import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { TIMES } from '../deliveries.constants.js';
import { DELIVERIES_OPTIONS } from '../deliveries.module-definition.js';
import { DeliverySubscribers } from '../delivery-subscribers.js';
import type { DeliveriesModuleOptions } from '../interfaces/deliveries-module-options.interface.js';
import type { DeliverySubscriber } from '../interfaces/delivery-subscriber.interface.js';
import { CLAIM_DUE, FIND_LOST, type ClaimedRow } from '../sql/dispatch.sql.js';
import { statement } from '../with-client.js';
import { claimHeads } from './claim-heads.js';

/** Takes deliveries for those that run them at once, and finds what the dead left behind. @internal */
@Injectable()
export class DirectClaims {
  private readonly lease: number;
  private looked = 0;
  /** What lay there at the last look: whoever ends a delivery lets go of it just before they say so. */
  private seen = new Map<string, number>();

  constructor(
    private readonly dataSource: DataSource,
    private readonly subscribers: DeliverySubscribers,
    @Inject(DELIVERIES_OPTIONS) { lease = TIMES.lease }: DeliveriesModuleOptions,
  ) {
    this.lease = lease;
  }

  /** Up to `room` due deliveries, given to nobody else for the time of a lease. */
  async claim({ name, ordered }: DeliverySubscriber, room: number): Promise<ClaimedRow[]> {
    return ordered
      ? claimHeads(this.dataSource, name, room, this.lease)
      : statement<ClaimedRow>(this.dataSource, CLAIM_DUE, [[name], [room], this.lease]);
  }

  /** What was claimed longer ago than a lease and nobody works on, at two looks in a row. */
  async lost(): Promise<ClaimedRow[]> {
    if (Date.now() - this.looked < Math.min(TIMES.look, this.lease)) return [];
    this.looked = Date.now();
    const names = this.subscribers.inMode('direct').map(({ name }) => name);
    const found = await statement<ClaimedRow>(this.dataSource, FIND_LOST, [names]);
    const lost = found.filter(({ id, attempts }) => this.seen.get(id) === attempts);
    this.seen = new Map(found.map(({ id, attempts }) => [id, attempts]));
    return lost;
  }
}
