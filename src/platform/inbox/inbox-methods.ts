import type { DeliveryRoute } from '../deliveries/index.js';
import type { AggregateEvents } from '../events/index.js';
import { InboxDeclarationError } from './inbox.errors.js';
import type { HandledEvents } from './interfaces/handled-events.interface.js';
import type { InboxMethod } from './interfaces/inbox.interface.js';

const ANY = '*';

interface Aggregate {
  readonly events: AggregateEvents;
  readonly methods: Map<string, { readonly name: string; readonly run: InboxMethod }>;
}

/** Which method of an inbox takes which events. */
export class InboxMethods {
  private readonly byItemType = new Map<string, Aggregate>();

  constructor(private readonly inbox: string) {}

  /** @throws InboxDeclarationError for an action that does not exist, or has a method already */
  add(name: string, run: InboxMethod, { events, actions }: HandledEvents): void {
    for (const action of actions ?? [ANY]) {
      if (action !== ANY && !events.actions.includes(action)) {
        throw new InboxDeclarationError(
          this.inbox,
          `waits in ${name} for "${action}", which is no action of ${events.aggregate}; there are ${events.actions.join(', ')}`,
        );
      }
      this.put(events, action, name, run);
    }
  }

  get routes(): DeliveryRoute[] {
    return [...this.byItemType.values()].flatMap(({ events, methods }) =>
      methods.has(ANY)
        ? [{ kind: 'event', itemType: events.itemType, event: ANY }]
        : [...methods.keys()].map((event) => ({
            kind: 'event',
            itemType: events.itemType,
            event,
          })),
    );
  }

  get aggregates(): AggregateEvents[] {
    return [...this.byItemType.values()].map(({ events }) => events);
  }

  /** The events of an item type, if any method takes some of them. */
  eventsOf(itemType: string): AggregateEvents | undefined {
    return this.byItemType.get(itemType)?.events;
  }

  find(itemType: string, action: string): InboxMethod | undefined {
    const methods = this.byItemType.get(itemType)?.methods;
    return (methods?.get(action) ?? methods?.get(ANY))?.run;
  }

  private put(events: AggregateEvents, action: string, name: string, run: InboxMethod): void {
    const known = this.byItemType.get(events.itemType) ?? { events, methods: new Map() };
    const other = known.methods.get(action);
    if (other) {
      throw new InboxDeclarationError(
        this.inbox,
        `has two methods for ${action} of ${events.aggregate}: ${other.name} and ${name}`,
      );
    }
    known.methods.set(action, { name, run });
    this.byItemType.set(events.itemType, known);
  }
}
