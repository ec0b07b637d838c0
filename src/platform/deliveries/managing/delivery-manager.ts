import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { currentContext } from '../../correlation/index.js';
import { Doorbell } from '../../outbox/index.js';
import { DeliveryNotFoundError, DeliveryStateError } from '../deliveries.errors.js';
import type { Delivery, DeliveryState } from '../interfaces/delivery.interface.js';
import { LOCK_TO_MANAGE, RETRY_ONE, SKIP_ONE } from '../sql/manage.sql.js';
import { DeliveryReader } from './delivery-reader.js';

const RETRIABLE: ReadonlySet<DeliveryState> = new Set(['pending', 'dead', 'parked', 'skipped']);
const SKIPPABLE: ReadonlySet<DeliveryState> = new Set(['pending', 'queued', 'dead', 'parked']);

/** What a person does about one delivery. @publicApi */
@Injectable()
export class DeliveryManager {
  constructor(
    private readonly dataSource: DataSource,
    private readonly reader: DeliveryReader,
    @Inject(Doorbell) private readonly doorbell: Pick<Doorbell, 'ring'>,
  ) {}

  /**
   * Makes a dead, parked, skipped or waiting delivery due now, with all its attempts before it again.
   * @throws DeliveryNotFoundError, DeliveryStateError
   */
  async retry(id: string): Promise<Delivery> {
    return this.act('retry', id, RETRIABLE, RETRY_ONE);
  }

  /**
   * Gives a delivery up that is dead, parked or not begun.
   * @throws DeliveryNotFoundError, DeliveryStateError
   */
  async skip(id: string, reason: string): Promise<Delivery> {
    return this.act('skip', id, SKIPPABLE, SKIP_ONE, reason);
  }

  private async act(
    action: 'retry' | 'skip',
    id: string,
    from: ReadonlySet<DeliveryState>,
    change: string,
    reason?: string,
  ): Promise<Delivery> {
    const { actor, correlationId } = currentContext() ?? {};
    await this.dataSource.transaction(async (manager) => {
      const [row] = await manager.query<{ state: DeliveryState; running: boolean }[]>(
        LOCK_TO_MANAGE,
        [id],
      );
      if (!row) throw new DeliveryNotFoundError(id);
      if (row.running) throw new DeliveryStateError(action, id, 'at work right now');
      if (!from.has(row.state)) throw new DeliveryStateError(action, id, row.state);
      const who = [actor?.id ?? 'system', actor?.type ?? 'system', correlationId ?? null];
      await manager.query(change, [id, reason ?? null, ...who]);
    });
    this.doorbell.ring();
    return this.reader.get(id);
  }
}
