import { createBullBoard } from '@bull-board/api';
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import { ExpressAdapter } from '@bull-board/express';
import { Injectable } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { Queue } from 'bullmq';
import type { RequestHandler } from 'express';
import { DeliveryQueues, DeliverySubscribers } from '../platform/deliveries/index.js';

/** Where the board is found. */
export const BOARD_PATH = '/admin/queues';

const DELIVERIES_HINT =
  'Ids on their way to a worker. What is delivered, retried or given up is decided under Deliveries.';

/** bull-board over all queues of the application, made when somebody looks for the first time. */
@Injectable()
export class QueueBoard {
  private made?: RequestHandler;

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly deliveries: DeliveryQueues,
    private readonly subscribers: DeliverySubscribers,
  ) {}

  get handler(): RequestHandler {
    this.made ??= this.make();
    return this.made;
  }

  private make(): RequestHandler {
    const serverAdapter = new ExpressAdapter().setBasePath(BOARD_PATH);
    const ours = [
      ...this.subscribers.inMode('queued').map(({ name }) => this.deliveries.of(name)),
      this.deliveries.quarantine(),
    ];
    createBullBoard({
      serverAdapter,
      options: { uiConfig: { boardTitle: 'Backstory' } },
      queues: [
        ...this.registered().map((queue) => new BullMQAdapter(queue)),
        // Whatever is done to these by hand, the database would undo.
        ...ours.map(
          (queue) => new BullMQAdapter(queue, { readOnlyMode: true, description: DELIVERIES_HINT }),
        ),
      ],
    });
    return serverAdapter.getRouter() as RequestHandler;
  }

  private registered(): Queue[] {
    const found = this.discovery
      .getProviders()
      .map(({ instance }) => instance as unknown)
      .filter((instance): instance is Queue => instance instanceof Queue);
    return [...new Set(found)];
  }
}
