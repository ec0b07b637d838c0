import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import { DataSource } from 'typeorm';
import type { versionSchema } from '../../audit/index.js';
import { uuidv7 } from '../../correlation/index.js';
import { Deliveries } from '../../deliveries/index.js';
import { Doorbell } from '../../outbox/index.js';
import { NotFollowedError } from './change-replay.errors.js';

/** Hands one change to a subscriber again, whatever became of it before. */
@Injectable()
export class ChangeReplayer {
  constructor(
    private readonly dataSource: DataSource,
    private readonly deliveries: Deliveries,
    private readonly doorbell: Doorbell,
  ) {}

  /** @throws NotFollowedError when the subscriber wants to hear of no such change */
  async replay(subscriber: string, version: z.output<typeof versionSchema>): Promise<void> {
    const { id, item_type: itemType, item_id: itemId, event, source } = version;
    const fact = { kind: 'version', refId: id, itemType, itemId, event, source };
    const run = { subscriber, run: `change:${uuidv7()}` };
    const made = await this.dataSource.transaction((manager) =>
      this.deliveries.redeliver(manager, run, [fact]),
    );
    if (made === 0) throw new NotFollowedError(subscriber, id);
    this.doorbell.ring();
  }
}
