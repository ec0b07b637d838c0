import type { MetricsPort } from '../../outbox/index.js';

/** Decides whose deliveries a request may see. @publicApi */
export interface DeliveriesAccessPolicy {
  canRead(
    request: unknown,
    item: { readonly itemType: string; readonly itemId: string },
  ): boolean | Promise<boolean>;
}

/** Options of `DeliveriesModule`. @publicApi */
export interface DeliveriesModuleOptions {
  /** Run the subscribers' handlers in this process. @defaultValue true */
  readonly workers?: boolean;
  /** Hand due deliveries to the queues from this process; any number may. @defaultValue true */
  readonly dispatcher?: boolean;
  /** Handlers at a time in this process, each with a connection of its own. @defaultValue 20 */
  readonly connections?: number;
  /**
   * Milliseconds after which a delivery that sits in its queue is handed over again, in case the
   * queue lost it. @defaultValue 15000
   */
  readonly lease?: number;
  /** Whose deliveries are shown over HTTP. @defaultValue nobody's */
  readonly access?: DeliveriesAccessPolicy;
  /** Where figures go. @defaultValue nowhere */
  readonly metrics?: MetricsPort;
}
