import { Module } from '@nestjs/common';
import { ConfigurableModuleClass } from './deliveries.module-definition.js';
import { DeliveriesCorrelationSource } from './deliveries-correlation-source.js';
import { Deliveries } from './deliveries.service.js';
import { DeliveryFigures } from './delivery-figures.js';
import { DeliveryRoutes } from './delivery-routes.js';
import { DeliverySubscribers } from './delivery-subscribers.js';
import { DeliveryDispatcher } from './dispatching/delivery-dispatcher.js';
import { DeliveryQueues } from './dispatching/delivery-queues.js';
import { DirectClaims } from './dispatching/direct-claims.js';
import { DispatchLoop } from './dispatching/dispatch-loop.js';
import { DeliveriesController } from './http/deliveries.controller.js';
import { DeliveryGate } from './http/delivery-gate.js';
import { DeliveryTasksController } from './http/delivery-tasks.controller.js';
import { DeliveryManager } from './managing/delivery-manager.js';
import { DeliveryReader } from './managing/delivery-reader.js';
import { DeliveryTaskRunner } from './managing/delivery-task-runner.js';
import { DeliveryTasks } from './managing/delivery-tasks.js';
import { DeliveryRunner } from './working/delivery-runner.js';
import { DeliveryWorkers } from './working/delivery-workers.js';
import { DirectWorkers } from './working/direct-workers.js';
import { HandlerPool } from './working/handler-pool.js';

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
  // The routes of one word come first, before those with an id in that place.
  controllers: [DeliveryTasksController, DeliveriesController],
  providers: [
    DeliveriesCorrelationSource,
    DeliveryGate,
    DeliveryManager,
    DeliveryReader,
    DeliveryTaskRunner,
    DeliveryTasks,
    Deliveries,
    DeliveryDispatcher,
    DeliveryFigures,
    DeliveryQueues,
    DeliveryRoutes,
    DeliveryRunner,
    DeliverySubscribers,
    DeliveryWorkers,
    DirectClaims,
    DirectWorkers,
    HandlerPool,
    DispatchLoop,
  ],
  exports: [
    Deliveries,
    DeliveryManager,
    DeliveryQueues,
    DeliveryReader,
    DeliveryRoutes,
    DeliverySubscribers,
    DeliveryTasks,
  ],
})
export class DeliveriesModule extends ConfigurableModuleClass {}
