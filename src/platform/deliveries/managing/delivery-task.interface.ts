import type { DeliveryFilter } from './delivery-filter.js';

/** What is done to all deliveries that match. @publicApi */
export type DeliveryTaskAction = 'retry' | 'skip';

/** Something done to many deliveries, page by page; it goes on where it stood when its process dies. */
export interface DeliveryTask {
  readonly id: string;
  readonly action: DeliveryTaskAction;
  readonly filter: DeliveryFilter;
  readonly reason: string | null;
  readonly actor: string;
  readonly state: 'running' | 'done' | 'failed';
  /** How many matched when it was asked for. */
  readonly total: number;
  readonly processed: number;
  /** Those that still matched when their turn came. */
  readonly changed: number;
  readonly error: string | null;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
}
