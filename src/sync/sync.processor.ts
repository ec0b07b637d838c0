import { Processor, WorkerHost } from '@nestjs/bullmq';
import { Communicator } from '../platform/sync/index.js';
import { SYNC_QUEUE } from './sync.constants.js';

/** Talks to every peer; one that is away keeps none of the others waiting. */
@Processor(SYNC_QUEUE)
export class SyncProcessor extends WorkerHost {
  constructor(private readonly communicator: Communicator) {
    super();
  }

  async process(): Promise<unknown> {
    return this.communicator.communicateWithAll();
  }
}
