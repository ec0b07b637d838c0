import { Module } from '@nestjs/common';
import { ConfigurableModuleClass } from './deliveries.module-definition.js';
import { Deliveries } from './deliveries.service.js';
import { DeliveryFigures } from './delivery-figures.js';
import { DeliveryRoutes } from './delivery-routes.js';
import { DeliverySubscribers } from './delivery-subscribers.js';
import { DeliveryDispatcher } from './dispatching/delivery-dispatcher.js';
import { DeliveryQueues } from './dispatching/delivery-queues.js';
import { DispatchLoop } from './dispatching/dispatch-loop.js';
import { DeliveryRunner } from './working/delivery-runner.js';
import { DeliveryWorkers } from './working/delivery-workers.js';

/**
 * Delivers committed facts to whoever subscribed, each at least once, with effects in the database
 * exactly once.
 * @example
 * ```ts
 * imports: [BullModule.forRoot({ connection }), OutboxModule.forRoot({}), DeliveriesModule.forRoot({})]
 * ```
 * @publicApi
 */
@Module({
  providers: [
    Deliveries,
    DeliveryDispatcher,
    DeliveryFigures,
    DeliveryQueues,
    DeliveryRoutes,
    DeliveryRunner,
    DeliverySubscribers,
    DeliveryWorkers,
    DispatchLoop,
  ],
  exports: [Deliveries, DeliveryQueues, DeliveryRoutes, DeliverySubscribers],
})
export class DeliveriesModule extends ConfigurableModuleClass {}
