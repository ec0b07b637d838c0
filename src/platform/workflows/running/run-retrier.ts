import { Injectable } from '@nestjs/common';
import { DeliveryManager, DeliveryReader } from '../../deliveries/index.js';
import { RunStore } from '../storing/run-store.js';
import { ACTION_SUBSCRIBER, RUN_KIND } from '../workflows.constants.js';
import { RunNotFailedError } from '../workflows.errors.js';

/** The deliveries of a run are at most one for each action and one before them. */
const MOST = 200;

/** Tries again what a run did not get done. */
@Injectable()
export class RunRetrier {
  constructor(
    private readonly runs: RunStore,
    private readonly reader: DeliveryReader,
    private readonly manager: DeliveryManager,
  ) {}

  /** @throws WorkflowRunNotFoundError, RunNotFailedError */
  async retry(id: string): Promise<void> {
    const run = await this.runs.get(id);
    const { items } = await this.reader.list(
      {
        state: ['dead'],
        kind: RUN_KIND,
        subscriber: ACTION_SUBSCRIBER,
        correlationId: run.correlationId,
      },
      { limit: MOST },
    );
    const dead = items.filter((delivery) => delivery.refId === id);
    if (dead.length === 0) {
      throw new RunNotFailedError(id, run.status);
    }
    for (const delivery of dead) {
      await this.manager.retry(delivery.id);
    }
  }
}
