import type { DataSource } from 'typeorm';
import { DeliveryFigures } from '../delivery-figures.js';
import { DeliverySubscribers } from '../delivery-subscribers.js';
import { DeliveryManager } from './delivery-manager.js';
import { DeliveryReader } from './delivery-reader.js';
import { DeliveryTasks } from './delivery-tasks.js';

/**
 * What people do about deliveries, for a process that has neither relay nor queues, as a command. What
 * becomes due is found within the poll interval of whoever relays.
 * @publicApi
 */
export function deliveryDesk(dataSource: DataSource): {
  readonly reader: DeliveryReader;
  readonly manager: DeliveryManager;
  readonly tasks: DeliveryTasks;
} {
  const figures = new DeliveryFigures({}, dataSource);
  const reader = new DeliveryReader(dataSource, new DeliverySubscribers(), figures);
  const manager = new DeliveryManager(dataSource, reader, { ring: () => undefined });
  return { reader, manager, tasks: new DeliveryTasks(dataSource) };
}
