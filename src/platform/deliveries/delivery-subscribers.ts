import { Injectable } from '@nestjs/common';
import {
  DuplicateSubscriberError,
  SubscriberNameError,
  SubscriberOptionsError,
  UnknownSubscriberError,
} from './deliveries.errors.js';
import type { DeliverySubscriber } from './interfaces/delivery-subscriber.interface.js';

const NAME = /^[a-z0-9][a-z0-9._-]{0,59}$/;

/**
 * Everybody to whom facts are delivered; register in `onModuleInit`.
 * @example
 * ```ts
 * onModuleInit() {
 *   this.subscribers.register(this.digest);
 * }
 * ```
 * @publicApi
 */
@Injectable()
export class DeliverySubscribers {
  private readonly byName = new Map<string, DeliverySubscriber>();

  /** @throws DuplicateSubscriberError, SubscriberNameError, SubscriberOptionsError */
  register(subscriber: DeliverySubscriber): void {
    const { name } = subscriber;
    if (!NAME.test(name)) throw new SubscriberNameError(name);
    if (this.byName.has(name)) throw new DuplicateSubscriberError(name);
    if (subscriber.coalesce && subscriber.ordered === undefined) {
      throw new SubscriberOptionsError(name, 'coalesces what waits in a line, but has no order');
    }
    this.byName.set(name, subscriber);
  }

  all(): readonly DeliverySubscriber[] {
    return [...this.byName.values()];
  }

  /** Those that are served through a queue, or without one. */
  inMode(mode: 'queued' | 'direct'): readonly DeliverySubscriber[] {
    return this.all().filter((subscriber) => (subscriber.mode ?? 'queued') === mode);
  }

  find(name: string): DeliverySubscriber | undefined {
    return this.byName.get(name);
  }

  /** @throws UnknownSubscriberError when nobody registered the name */
  get(name: string): DeliverySubscriber {
    const subscriber = this.byName.get(name);
    if (!subscriber) throw new UnknownSubscriberError(name);
    return subscriber;
  }
}
