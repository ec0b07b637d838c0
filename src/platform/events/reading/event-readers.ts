import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { EventDefinitions } from '../event-definitions.js';
import type { AggregateEvents } from '../interfaces/event-spec.interface.js';
import { EventReader } from './event-reader.js';

/**
 * The readers of all aggregates, for whoever meets an event by its item type and id.
 * @publicApi
 */
@Injectable()
export class EventReaders {
  constructor(
    private readonly definitions: EventDefinitions,
    private readonly dataSource: DataSource,
  ) {}

  of<E extends AggregateEvents>(events: E): EventReader<E> {
    return new EventReader(events, this.dataSource);
  }

  /** @throws UnknownAggregateError */
  ofItemType(itemType: string): EventReader<AggregateEvents> {
    return this.of(this.definitions.ofItemType(itemType));
  }
}
