/** Base of everything the deliveries module throws. @publicApi */
export abstract class DeliveriesError extends Error {
  abstract readonly code: string;

  override get name(): string {
    return this.constructor.name;
  }
}

/** Two subscribers have one name. @publicApi */
export class DuplicateSubscriberError extends DeliveriesError {
  readonly code = 'DELIVERIES_DUPLICATE_SUBSCRIBER';

  constructor(name: string) {
    super(`a subscriber named "${name}" is registered already; give yours another name`);
  }
}

/** A subscriber's name cannot name a queue. @publicApi */
export class SubscriberNameError extends DeliveriesError {
  readonly code = 'DELIVERIES_SUBSCRIBER_NAME';

  constructor(name: string) {
    super(`"${name}" names no subscriber: use 1 to 60 of a-z, 0-9, "-", "_" and "."`);
  }
}

/** What a subscriber asks for does not go together. @publicApi */
export class SubscriberOptionsError extends DeliveriesError {
  readonly code = 'DELIVERIES_SUBSCRIBER_OPTIONS';

  constructor(name: string, problem: string) {
    super(`the subscriber ${name} ${problem}`);
  }
}

/** A delivery was asked for in the name of a subscriber that nobody registered. @publicApi */
export class UnknownSubscriberError extends DeliveriesError {
  readonly code = 'DELIVERIES_UNKNOWN_SUBSCRIBER';

  constructor(name: string) {
    super(`no subscriber is named "${name}"; register it with DeliverySubscribers first`);
  }
}

/** There is no such delivery, or none that the reader may see. @publicApi */
export class DeliveryNotFoundError extends DeliveriesError {
  readonly code = 'DELIVERIES_NOT_FOUND';

  constructor(id: string) {
    super(`there is no delivery ${id}`);
  }
}

/** There is no such task. @publicApi */
export class DeliveryTaskNotFoundError extends DeliveriesError {
  readonly code = 'DELIVERIES_TASK_NOT_FOUND';

  constructor(id: string) {
    super(`there is no task ${id}`);
  }
}

/** What was asked for cannot be done to a delivery in its state. @publicApi */
export class DeliveryStateError extends DeliveriesError {
  readonly code = 'DELIVERIES_STATE_CONFLICT';

  constructor(
    readonly action: 'retry' | 'skip',
    id: string,
    state: string,
  ) {
    super(`delivery ${id} is ${state}: ${REMEDY[action]}`);
  }
}

const REMEDY = {
  retry: 'only one that is dead, parked, skipped or waiting can be retried',
  skip: 'only one that is dead, parked, waiting or queued can be skipped',
};

/** A handler did not come to its end in time. @publicApi */
export class DeliveryTimeoutError extends DeliveriesError {
  readonly code = 'DELIVERIES_TIMEOUT';

  constructor(milliseconds: number) {
    super(`the handler did not end within ${milliseconds} ms`);
  }
}

/** The process stops before the handler's end; the delivery runs again, elsewhere or later. @publicApi */
export class DeliveryInterruptedError extends DeliveriesError {
  readonly code = 'DELIVERIES_INTERRUPTED';

  constructor() {
    super('the process stops; the delivery runs again');
  }
}

/** Thrown by a handler: there is nothing to deliver, and that is as it should be. @publicApi */
export class SkipDelivery extends DeliveriesError {
  readonly code = 'DELIVERIES_SKIP';

  constructor(readonly reason: string) {
    super(reason);
  }
}

/** Thrown by a handler: trying again cannot help. @publicApi */
export class DeadDelivery extends DeliveriesError {
  readonly code = 'DELIVERIES_DEAD';

  constructor(readonly reason: string) {
    super(reason);
  }
}

/** Thrown by a handler that knows when to come back (`Retry-After`); counts as an attempt. @publicApi */
export class RetryLater extends DeliveriesError {
  readonly code = 'DELIVERIES_RETRY_LATER';

  constructor(
    readonly milliseconds: number,
    readonly reason: string,
  ) {
    super(reason);
  }
}
