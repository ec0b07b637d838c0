import { CreateDeliveryAttempts1795291201000 } from './migrations/1795291201000-create-delivery-attempts.js';
import { OneAtWorkInALine1795390410000 } from './migrations/1795390410000-one-at-work-in-a-line.js';

export { deliveryQueueName, QUARANTINE_QUEUE } from './deliveries.constants.js';
export {
  DeadDelivery,
  DeliveriesError,
  DeliveryInterruptedError,
  DeliveryNotFoundError,
  DeliveryStateError,
  DeliveryTaskNotFoundError,
  DeliveryTimeoutError,
  DuplicateSubscriberError,
  RetryLater,
  SkipDelivery,
  SubscriberNameError,
  SubscriberOptionsError,
  UnknownSubscriberError,
} from './deliveries.errors.js';
export { DeliveriesModule } from './deliveries.module.js';
export { Deliveries } from './deliveries.service.js';
export type { EnqueuedDelivery, StoredRoute } from './deliveries.service.js';
export { DeliveryRoutes } from './delivery-routes.js';
export { DeliverySubscribers } from './delivery-subscribers.js';
export { DeliveryQueues } from './dispatching/delivery-queues.js';
export type { DeliveryContext, DeliveryLine } from './interfaces/delivery-context.interface.js';
export { deliverySchema, deliveryView } from './http/delivery.view.js';
export type {
  DeliveriesAccessPolicy,
  DeliveriesModuleOptions,
} from './interfaces/deliveries-module-options.interface.js';
export type { DeliveryJob } from './interfaces/delivery-job.interface.js';
export type {
  DeliveryBackoff,
  DeliveryRoute,
  DeliverySubscriber,
} from './interfaces/delivery-subscriber.interface.js';
export type { Delivery, DeliveryState } from './interfaces/delivery.interface.js';
export { deliveryDesk } from './managing/delivery-desk.js';
export type { DeliveryFilter } from './managing/delivery-filter.js';
export { DeliveryManager } from './managing/delivery-manager.js';
export { DeliveryReader } from './managing/delivery-reader.js';
export type {
  DeliveryAttempt,
  DeliveryPage,
  SubscriberStatus,
} from './managing/delivery-reader.js';
export type { DeliveryTask, DeliveryTaskAction } from './managing/delivery-task.interface.js';
export { DeliveryTasks } from './managing/delivery-tasks.js';
export { DeliveryWorkers } from './working/delivery-workers.js';
export type { RedeliveredFact, Redelivery } from './interfaces/redelivery.interface.js';
export type { NewDelivery } from './interfaces/new-delivery.interface.js';

/** The deliveries module's migrations, in order; list them in the data source after the outbox's. */
export const DELIVERIES_MIGRATIONS = [
  CreateDeliveryAttempts1795291201000,
  OneAtWorkInALine1795390410000,
];
