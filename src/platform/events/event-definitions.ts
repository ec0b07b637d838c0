import { Injectable } from '@nestjs/common';
import { EventDefinitionError, UnknownAggregateError } from './events.errors.js';
import type { AggregateEvents } from './interfaces/event-spec.interface.js';

/**
 * The events of every aggregate of the application, as its modules registered them.
 * @publicApi
 */
@Injectable()
export class EventDefinitions {
  private readonly byAggregate = new Map<string, AggregateEvents>();
  private readonly byItemType = new Map<string, AggregateEvents>();

  /** @throws EventDefinitionError when other events claim the same aggregate or item type */
  register(events: AggregateEvents): void {
    const { aggregate, itemType } = events;
    const others = [this.byAggregate.get(aggregate), this.byItemType.get(itemType)];
    if (others.some((other) => other !== undefined && other !== events)) {
      throw new EventDefinitionError(
        aggregate,
        `the aggregate ${aggregate} or the item type ${itemType} has events already; define all of them at one place`,
      );
    }
    this.byAggregate.set(aggregate, events);
    this.byItemType.set(itemType, events);
  }

  all(): readonly AggregateEvents[] {
    return [...this.byAggregate.values()];
  }

  /** @throws UnknownAggregateError */
  ofAggregate(aggregate: string): AggregateEvents {
    return find(this.byAggregate, aggregate);
  }

  /** @throws UnknownAggregateError */
  ofItemType(itemType: string): AggregateEvents {
    return find(this.byItemType, itemType);
  }
}

function find(known: ReadonlyMap<string, AggregateEvents>, name: string): AggregateEvents {
  const events = known.get(name);
  if (events === undefined) {
    throw new UnknownAggregateError(name, [...known.keys()]);
  }
  return events;
}
