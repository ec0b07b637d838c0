import {
  SkipDelivery,
  type Delivery,
  type DeliveryBackoff,
  type DeliveryContext,
  type DeliveryRoute,
  type DeliverySubscriber,
} from '../deliveries/index.js';
import type { AnyEvent, EventReaders } from '../events/index.js';
import type { InboxMetadata } from './decorators/inbox.decorator.js';
import type { InboxMethods } from './inbox-methods.js';
import type { InboxContext, InboxHooks } from './interfaces/inbox.interface.js';

/** An inbox as the deliveries module sees it. */
export class InboxSubscriber implements DeliverySubscriber {
  readonly name: string;
  readonly ordered?: 'aggregate';
  readonly concurrency?: number;
  readonly maxAttempts?: number;
  readonly backoff?: DeliveryBackoff;
  readonly timeout?: number;
  private readonly replayable: boolean;

  constructor(
    { name, options }: InboxMetadata,
    private readonly hooks: InboxHooks,
    private readonly methods: InboxMethods,
    private readonly readers: EventReaders,
  ) {
    const { replayable = false, ...settings } = options;
    this.name = name;
    this.replayable = replayable;
    Object.assign(this, settings);
  }

  routes(): readonly DeliveryRoute[] {
    return this.methods.routes;
  }

  unavailable(): string | undefined {
    return this.hooks.unavailable?.();
  }

  async handle(delivery: Delivery, context: DeliveryContext): Promise<void> {
    if (context.replay && !this.replayable) {
      throw new SkipDelivery('a replay, and this inbox tells nobody twice');
    }
    const event = await this.eventOf(delivery, context);
    const method = this.methods.find(delivery.itemType, event.action);
    if (!method) throw new SkipDelivery(`no method handles "${event.action}" any more`);
    const inboxContext = withDelivery(context, delivery);
    if ((await this.hooks.shouldProcess?.(event, inboxContext)) === false) {
      throw new SkipDelivery('not for this inbox');
    }
    await method(event as never, inboxContext);
  }

  private async eventOf(
    { itemType, refId }: Delivery,
    { manager }: DeliveryContext,
  ): Promise<AnyEvent> {
    const events = this.methods.eventsOf(itemType);
    if (!events) throw new SkipDelivery(`no method handles events of "${itemType}" any more`);
    const [event] = await this.readers.of(events).find([refId], manager);
    if (!event) throw new SkipDelivery(`the event ${refId} is gone`);
    return event;
  }
}

/** The same context, with the delivery in it; getters stay what they are. */
function withDelivery(context: DeliveryContext, delivery: Delivery): InboxContext {
  return Object.create(context, {
    delivery: { value: delivery, enumerable: true },
  }) as InboxContext;
}
