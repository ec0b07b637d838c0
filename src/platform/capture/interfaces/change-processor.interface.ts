import type { ObjectLiteral } from 'typeorm';
import type { Delivery, DeliveryBackoff, DeliveryContext } from '../../deliveries/index.js';

/** Where changes come from. @publicApi */
export type ChangeSource = 'application' | 'application-sql' | 'database' | 'sync' | 'replay';

/** How changes of one entity are processed. @publicApi */
export interface ChangeProcessorOptions<T extends ObjectLiteral> {
  /** Unique and stable: it names its deliveries. */
  readonly name: string;
  /**
   * What a change concerns: a property, a relation, or several. Its value before and its value after
   * are a key each, so a record that moves concerns both; a null concerns nobody. Changes of one key
   * are handled one at a time and in order, also across retries. @defaultValue the primary key
   */
  readonly key?: (keyof T & string) | readonly (keyof T & string)[];
  /** Everything that waits for a key is one call. @defaultValue false: a call for each change */
  readonly coalesce?: boolean;
  /**
   * `transactional`: the workers take it from the database and run it in the transaction that marks
   * it done, no queue in between. `queued`: by way of BullMQ. @defaultValue 'transactional'
   */
  readonly mode?: 'transactional' | 'queued';
  /** Only changes that came by these roads. @defaultValue all of them */
  readonly sources?: readonly ChangeSource[];
  /** After the last attempt the key waits for a person. @defaultValue false: it goes on without */
  readonly park?: boolean;
  /** Attempts before it is given up. @defaultValue 10 */
  readonly attempts?: number;
  /** @defaultValue from one second, three times longer each time, at most an hour; with jitter */
  readonly backoff?: DeliveryBackoff;
  /** Milliseconds that a call may take, below a minute. @defaultValue 30000 */
  readonly timeout?: number;
  /** Calls at a time in each process. @defaultValue 5 */
  readonly concurrency?: number;
}

/** What a method of a processor has at hand. @publicApi */
export interface ProcessorContext extends Omit<DeliveryContext, 'fanOut' | 'line' | 'replay'> {
  /** Of the change, or of the first of several. */
  readonly delivery: Delivery;
}

/** A method of a processor. */
export type ProcessorMethod = (change: never, context: ProcessorContext) => Promise<void>;
